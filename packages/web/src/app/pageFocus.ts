/**
 * Where focus goes with a new page: to its heading, so that a screen reader says where one is. Not on the very first
 * page, where the browser starts at the top and the way past the menu is the first stop.
 */
let hasMoved = false;

const isNowhere = (element: Element | null): boolean =>
  element === null || element === document.body || element.id === 'main';

/** Another page is shown: the heading takes the focus, or main does until there is one. */
export const focusNewPage = (): void => {
  hasMoved = true;
  const target =
    document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('main');
  target?.focus({ preventScroll: true });
};

/** A heading that came with its data, after the page: it takes the focus over where nobody else has it. */
export const focusLateHeading = (heading: HTMLElement | null): void => {
  if (hasMoved && isNowhere(document.activeElement)) heading?.focus({ preventScroll: true });
};
