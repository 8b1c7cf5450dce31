/** Line icons on a 20-unit square. They say nothing on their own: a word stands beside each. */
const PATHS = {
  search: 'M9 15a6 6 0 1 0 0-12 6 6 0 0 0 0 12Zm4.3-1.7L17 17',
  people:
    'M8 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.5 16.5c0-3 2.2-4.8 5.5-4.8s5.5 1.8 5.5 4.8M13 3.9a2.8 2.8 0 0 1 0 5.3m1.6 2.9c1.8.6 2.9 2.1 2.9 4.4',
  bars: 'M3 17h14M4.5 17v-6h2.6v6m1.6 0V4h2.6v13m1.6 0V8h2.6v9',
  table: 'M3 4h14v12.5H3V4Zm0 4h14M8 8v8.5m4.6-8.5v8.5',
  exchange: 'M3 7h11.5m0 0L11 3.5M14.5 7 11 10.5M17 13H5.5m0 0L9 9.5M5.5 13 9 16.5',
  download: 'M10 3v9.5m0 0 3.5-3.5M10 12.5 6.5 9M3.5 13v3.5h13V13',
  print: 'M6 7.5V3h8v4.5M6 13.5H3.5v-6h13v6H14M6 11.5h8V17H6v-5.5Z',
  close: 'm5 5 10 10M15 5 5 15',
  chevron: 'm5.5 8 4.5 4.5L14.5 8',
  calendar: 'M3.5 5h13v11.5h-13V5Zm0 3.5h13M7 3v3.5M13 3v3.5',
  signOut: 'M8 4H4v12h4m4.5-9.5L16 10l-3.5 3.5M16 10H7.5',
  add: 'M10 4v12M4 10h12',
  pencil: 'm4 16 .8-3.5L13.5 3.8l2.7 2.7L7.5 15.2 4 16Z',
  filter: 'M3.5 5.5h13M6 10h8m-5.5 4.5h3',
  history: 'M4 10a6 6 0 1 0 2-4.5L4 7.3M4 3.5v3.8h3.8M10 6.5V10l2.5 1.8',
  help: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm-2-8.6c0-1.2.9-1.9 2-1.9s2 .7 2 1.7c0 1.5-2 1.5-2 3m0 2.3v.1',
  language:
    'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm-7-7h14M10 3c2 2 2.8 4.3 2.8 7S12 15 10 17c-2-2-2.8-4.3-2.8-7S8 5 10 3Z',
} as const;
export type IconName = keyof typeof PATHS;

export const Icon = ({ name, size = 18 }: { name: IconName; size?: number }) => (
  <svg
    className="icon"
    width={size}
    height={size}
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.4"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d={PATHS[name]} />
  </svg>
);

/** Two rings that hold each other: over at one crossing, under at the other. */
export const Logo = ({ size = 22 }: { size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    strokeWidth="2.7"
    aria-hidden="true"
    focusable="false"
  >
    <circle cx="8.7" cy="8.7" r="5.9" className="logo-first" />
    <circle cx="15.3" cy="15.3" r="5.9" className="logo-second" />
    <path d="M12.87 4.53A5.9 5.9 0 0 1 14.4 10.3" className="logo-first" />
  </svg>
);

/** What a state is, as a shape: it is told apart without colour. */
export type Severity = 'bad' | 'warn' | 'neutral' | 'ok';

/** Octagon: over time. Triangle: soon. Ring: nothing wrong yet. Filled circle with a tick: met. The word stands beside it. */
export const StateMark = ({ severity, size = 14 }: { severity: Severity; size?: number }) => (
  <svg
    className={`state-mark state-${severity}`}
    width={size}
    height={size}
    viewBox="0 0 16 16"
    aria-hidden="true"
    focusable="false"
  >
    {severity === 'bad' && (
      <>
        <path d="M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2L5.2 1Z" fill="currentColor" />
        <path d="M8 4.2v4.6m0 2v1" stroke="var(--surface)" strokeWidth="1.8" />
      </>
    )}
    {severity === 'warn' && (
      <>
        <path d="M8 1.2 15.6 14.8H.4L8 1.2Z" fill="currentColor" />
        <path d="M8 6v4.2m0 1.6v1" stroke="var(--surface)" strokeWidth="1.6" />
      </>
    )}
    {severity === 'neutral' && (
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.7" />
    )}
    {severity === 'ok' && (
      <>
        <circle cx="8" cy="8" r="7" fill="currentColor" />
        <path d="m4.8 8.2 2.2 2.3 4.2-4.7" fill="none" stroke="var(--surface)" strokeWidth="1.8" />
      </>
    )}
  </svg>
);

/** A state in shape, word and colour. */
export const State = ({ severity, children }: { severity: Severity; children: string }) => (
  <span className={`state state-${severity}`}>
    <StateMark severity={severity} />
    {children}
  </span>
);
