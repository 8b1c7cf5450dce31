import type { ReactNode } from 'react';

/** A frame that scrolls what is wider or longer than it, and can be reached by keyboard for that. */
export const ScrollFrame = ({
  label,
  className,
  startAtEnd = false,
  children,
}: {
  /** What is in it, for those who hear it. */
  label: string;
  className?: string | undefined;
  /** For what runs through time: the latest is seen first. */
  startAtEnd?: boolean;
  children: ReactNode;
}) => (
  <section
    className={className === undefined ? 'grid-frame' : `grid-frame ${className}`}
    aria-label={label}
    ref={(frame) => {
      if (startAtEnd && frame !== null) frame.scrollLeft = frame.scrollWidth;
    }}
    // What scrolls must take focus, or the arrow keys cannot move it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    tabIndex={0}
  >
    {children}
  </section>
);
