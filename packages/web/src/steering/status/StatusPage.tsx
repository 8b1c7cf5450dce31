import { PageHead } from '../../app/Page.tsx';

export const StatusPage = () => <PageHead title="Status" heading="Status" />;
