import { PageHead } from '../../app/Page.tsx';

export const CaseloadPage = () => <PageHead title="Belastning" heading="Belastning" />;
