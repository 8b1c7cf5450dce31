/** Short messages about what was just done, with undo. Screen readers hear them; they leave by themselves, save when pointed at. */
import {
  createContext,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { useMessages } from '../language.tsx';
import { Icon, StateMark, type Severity } from './icons.tsx';
import { appMessages } from './messages.ts';

export interface Notice {
  readonly text: string;
  readonly severity?: Severity;
  /** Shown as "undo"; the notice stays longer. */
  readonly undo?: () => void;
}

const NoticesContext = createContext<(notice: Notice) => void>(() => {});

/** Says something about what was just done: `const notify = useNotify(); notify({ text: 'Samtalen er gemt' })`. */
export const useNotify = (): ((notice: Notice) => void) => use(NoticesContext);

const SECONDS = 7;
const SECONDS_WITH_UNDO = 20;

const NoticeCard = ({ notice, onLeave }: { notice: Notice; onLeave: () => void }) => {
  const t = useMessages(appMessages);
  const [held, setHeld] = useState(false);
  const leave = useRef(onLeave);
  useEffect(() => {
    leave.current = onLeave;
  });
  useEffect(() => {
    if (held) return;
    const seconds = notice.undo === undefined ? SECONDS : SECONDS_WITH_UNDO;
    const timer = setTimeout(() => leave.current(), seconds * 1000);
    return () => clearTimeout(timer);
  }, [held, notice]);
  return (
    <div
      className="notice"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <StateMark severity={notice.severity ?? 'ok'} size={16} />
      <span>{notice.text}</span>
      {notice.undo !== undefined && (
        <button
          type="button"
          className="link-button"
          onClick={() => {
            notice.undo?.();
            onLeave();
          }}
        >
          {t.undo}
        </button>
      )}
      <button type="button" className="icon-button" aria-label={t.dismiss} onClick={onLeave}>
        <Icon name="close" size={16} />
      </button>
    </div>
  );
};

export const NoticesProvider = ({ children }: { children: ReactNode }) => {
  const t = useMessages(appMessages);
  const [notices, setNotices] = useState<readonly (Notice & { readonly id: number })[]>([]);
  const next = useRef(0);
  const notify = useCallback((notice: Notice) => {
    next.current += 1;
    const id = next.current;
    // Three at most: the eye takes in no more, and the oldest have been read.
    setNotices((present) => [...present.slice(-2), { ...notice, id }]);
  }, []);
  const value = useMemo(() => notify, [notify]);
  return (
    <NoticesContext value={value}>
      {children}
      <section className="notices" aria-label={t.notices} aria-live="polite">
        {notices.map((notice) => (
          <NoticeCard
            key={notice.id}
            notice={notice}
            onLeave={() => setNotices((present) => present.filter(({ id }) => id !== notice.id))}
          />
        ))}
      </section>
    </NoticesContext>
  );
};
