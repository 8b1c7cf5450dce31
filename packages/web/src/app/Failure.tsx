/** What went wrong, in words that say what to do; and the pages for an address that leads nowhere. */
import { Link } from '@tanstack/react-router';
import { CallError } from '../client.ts';
import { useMessages } from '../language.tsx';
import { StateMark } from './icons.tsx';
import { appMessages } from './messages.ts';
import { PageHead } from './Page.tsx';

const reasonOf = (problem: unknown): keyof (typeof appMessages)['da']['failure'] => {
  if (!(problem instanceof CallError)) return 'screen';
  if (problem.status === 0) return 'unreachable';
  if (problem.status === 401) return 'signedOut';
  if (problem.status === 403) return 'forbidden';
  if (problem.status === 404) return 'notFound';
  if (problem.status === 429) return 'tooMany';
  return problem.status >= 500 ? 'broken' : 'refused';
};

/** Whether asking again could give another answer. */
const mayPass = (problem: unknown): boolean =>
  !['forbidden', 'notFound', 'refused'].includes(reasonOf(problem));

/** The words for a failed call, for where there is room for one sentence. */
export const useFailureText = (): ((problem: unknown) => string) => {
  const t = useMessages(appMessages);
  return (problem) => t.failure[reasonOf(problem)];
};

/** A failed part of a page, in its place. */
export const Failure = ({ problem, onRetry }: { problem: unknown; onRetry?: () => void }) => {
  const t = useMessages(appMessages);
  const text = useFailureText()(problem);
  return (
    <div className="failure" role="alert">
      <StateMark severity="warn" size={18} />
      <p>{text}</p>
      {onRetry !== undefined && mayPass(problem) && (
        <button type="button" className="button" onClick={onRetry}>
          {t.tryAgain}
        </button>
      )}
    </div>
  );
};

/** A whole page that could not be shown. */
export const FailurePage = ({ error, reset }: { error: unknown; reset: () => void }) => {
  const t = useMessages(appMessages);
  return (
    <>
      <PageHead title={t.failedTitle} heading={t.failedTitle} />
      <Failure problem={error} onRetry={reset} />
    </>
  );
};

export const NotFoundPage = () => {
  const t = useMessages(appMessages);
  return (
    <>
      <PageHead title={t.notFoundTitle} heading={t.notFoundTitle} lead={t.notFound} />
      <Link to="/" className="button button-filled">
        {t.toFrontPage}
      </Link>
    </>
  );
};

export const NoRoomPage = () => {
  const t = useMessages(appMessages);
  return <PageHead title={t.noRoomTitle} heading={t.noRoomTitle} lead={t.noRoom} />;
};
