/** What every page begins with: its name and date small, the answer as its heading, and what can be done. */
import { useEffect, useRef, type ReactNode } from 'react';
import { focusLateHeading } from './pageFocus.ts';

export interface PageHeadProps {
  /** The name in the browser's tab. */
  readonly title: string;
  /** Name of the page, programme and date: small, above the heading. */
  readonly eyebrow?: ReactNode;
  /** The answer to the page's question, as a sentence. */
  readonly heading: ReactNode;
  /** One line under the heading, often the arithmetic. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
}

export const PageHead = ({ title, eyebrow, heading, lead, actions }: PageHeadProps) => {
  const headline = useRef<HTMLHeadingElement>(null);
  useEffect(() => focusLateHeading(headline.current), []);
  return (
    <header className="page-head">
      <title>{`${title} · Medspiller`}</title>
      <div className="page-head-text">
        {eyebrow !== undefined && <p className="eyebrow">{eyebrow}</p>}
        <h1 ref={headline} tabIndex={-1}>
          {heading}
        </h1>
        {lead !== undefined && <p className="lead">{lead}</p>}
      </div>
      {actions !== undefined && <div className="page-actions">{actions}</div>}
    </header>
  );
};

/** A grey line that keeps the place of a text that is on its way. */
export const SkeletonText = ({ characters }: { characters: number }) => (
  <span className="skeleton" style={{ width: `${characters}ch` }} aria-hidden="true" />
);
