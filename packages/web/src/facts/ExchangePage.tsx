import { PageHead } from '../app/Page.tsx';
import { useMessages } from '../language.tsx';
import { appMessages } from '../app/messages.ts';

export const ExchangePage = () => {
  const t = useMessages(appMessages);
  return <PageHead title={t.room.exchange} heading={t.room.exchange} />;
};
