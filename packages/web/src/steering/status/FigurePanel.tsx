/** What is behind a figure, beside the table: the share with its uncertainty, how it is counted, and who they are. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ToggleGroup } from '@navikt/ds-react';
import { useEffect, useRef, useState } from 'react';
import { Failure } from '../../app/Failure.tsx';
import { Icon } from '../../app/icons.tsx';
import { SkeletonText } from '../../app/Page.tsx';
import { useFormats, useLocalText, useMessages } from '../../language.tsx';
import { queryOf } from '../../queries.ts';
import type { Answer } from '../../client.ts';
import { statusMessages } from './messages.ts';
import {
  sentenceOf,
  targetMarks,
  targetSentence,
  targetValue,
  type Cell,
  type StatusTable,
} from './presenter.ts';

type Person = Answer<'GET /api/programmes/:programme/people'>['people'][number];

const SHOWN_AT_FIRST = 12;

/** The share on its way from 0 to 100 %, with its interval and the targets' marks. */
const ShareBar = ({ cell }: { cell: Cell }) => {
  const t = useMessages(statusMessages);
  const format = useFormats();
  const { share, interval } = cell.figure;
  if (share === null) return null;
  const marks = targetMarks(cell.row.targets);
  return (
    <div className="share-bar">
      <div className="share-track" aria-hidden="true">
        {interval !== null && interval !== undefined && (
          <span
            className="share-interval"
            style={{
              left: `${interval[0] * 100}%`,
              width: `${(interval[1] - interval[0]) * 100}%`,
            }}
          />
        )}
        <span className="share-fill" style={{ width: `${share * 100}%` }} />
        {interval !== null && interval !== undefined && (
          <span
            className="share-interval-over"
            style={{
              left: `${interval[0] * 100}%`,
              width: `${Math.max(0, share - interval[0]) * 100}%`,
            }}
          />
        )}
        {marks.map(({ target, at }, index) => (
          <span
            key={target.month}
            className={index === 0 ? 'share-mark' : 'share-mark share-mark-later'}
            style={{ left: `${at}%` }}
          />
        ))}
      </div>
      {marks.length > 0 && (
        <div className="share-labels" aria-hidden="true">
          {marks.map(({ target, at, lean }) => (
            <span
              key={target.month}
              className={`share-label lean-${lean}`}
              style={{ left: `${at}%` }}
            >
              {targetValue(target, format)}
            </span>
          ))}
        </div>
      )}
      {interval !== null && interval !== undefined && (
        <p className="meta">
          {t.interval(format.number(interval[0] * 100, 1), format.percent(interval[1], 1))}
        </p>
      )}
    </div>
  );
};

const PersonList = ({ people }: { people: readonly Person[] }) => {
  const t = useMessages(statusMessages);
  const format = useFormats();
  const [all, setAll] = useState(false);
  const shown = all ? people : people.slice(0, SHOWN_AT_FIRST);
  const withHours = people.some(({ paid_hours }) => paid_hours !== null && paid_hours > 0);
  if (people.length === 0) return <p className="absent">{t.nobody}</p>;
  return (
    <>
      <table className="person-list">
        <thead className="sr-only">
          <tr>
            <th scope="col">{t.citizen}</th>
            <th scope="col">{t.worker}</th>
            {withHours && <th scope="col">{t.hours}</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map((person) => (
            <tr key={person.citizen_id}>
              <th scope="row">
                <Link to="/borgere/$citizenId" params={{ citizenId: String(person.citizen_id) }}>
                  {person.name}
                </Link>
              </th>
              <td>
                {person.job_broker ?? person.caseworker ?? (
                  <span className="absent">{t.noWorker}</span>
                )}
              </td>
              {withHours && (
                <td className="number">
                  {person.paid_hours === null
                    ? t.absent
                    : t.hoursUnit(format.number(person.paid_hours))}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {people.length > shown.length && (
        <button type="button" className="link-button" onClick={() => setAll(true)}>
          {t.showRest(people.length - shown.length)}
        </button>
      )}
    </>
  );
};

const People = ({
  cell,
  programme,
  figures,
}: {
  cell: Cell;
  programme: string;
  figures: { as_of: string | undefined; as_known: string | undefined };
}) => {
  const t = useMessages(statusMessages);
  const [side, setSide] = useState<'counted' | 'rest'>('counted');
  const query = useQuery({
    ...queryOf('GET /api/programmes/:programme/people', {
      params: { programme },
      query: { ...figures, indicator: cell.row.id, month: cell.month },
    }),
    // Each look is logged: going to and fro between cells is one look.
    staleTime: 5 * 60_000,
  });
  if (query.isError) return <Failure problem={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined)
    return (
      <div className="person-loading" aria-busy="true">
        {Array.from({ length: 8 }, (_, index) => (
          <SkeletonText key={index} characters={24 - (index % 3) * 4} />
        ))}
      </div>
    );
  const { people, complete } = query.data;
  if (people.length === 0 && complete) return <p className="absent">{t.noPeople}</p>;
  const counted = people.filter((person) => person.counted);
  const rest = people.filter((person) => !person.counted);
  return (
    <>
      {cell.figure.denominator !== null && (
        <ToggleGroup
          size="small"
          fill
          label={<span className="sr-only">{t.peopleTabs}</span>}
          value={side}
          onChange={(value) => setSide(value === 'rest' ? 'rest' : 'counted')}
        >
          <ToggleGroup.Item value="counted" label={t.counted(counted.length)} />
          <ToggleGroup.Item value="rest" label={t.notCounted(rest.length)} />
        </ToggleGroup>
      )}
      <PersonList key={side} people={side === 'rest' ? rest : counted} />
      {!complete && <p className="meta">{t.incomplete}</p>}
    </>
  );
};

export const FigurePanel = ({
  table,
  cell,
  figures,
  onClose,
}: {
  table: StatusTable;
  cell: Cell;
  figures: { as_of: string | undefined; as_known: string | undefined };
  onClose: () => void;
}) => {
  const t = useMessages(statusMessages);
  const format = useFormats();
  const localText = useLocalText();
  const heading = useRef<HTMLHeadingElement>(null);
  const { row, figure, target } = cell;
  const sentence = target === null ? null : targetSentence(target, t, format);

  // Where the panel lies below the table one would not see it open: go there.
  useEffect(() => {
    const element = heading.current;
    if (element === null) return;
    const { top, bottom } = element.getBoundingClientRect();
    if (top >= 0 && bottom <= window.innerHeight) return;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: 'start' });
  }, []);

  return (
    <aside className="card side-panel status-panel" aria-labelledby="figure-title">
      <div className="card-head side-head">
        <h2 id="figure-title" ref={heading} tabIndex={-1}>
          {t.panelName(localText(row.title), format.monthInFull(cell.month))}
        </h2>
        <button type="button" className="icon-button" aria-label={t.closePanel} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div className="side-body">
        <output className="figure-summary">
          <span className="figure-sentence">{sentenceOf(figure, row.decimals, t, format)}</span>
          {sentence !== null && <span className="figure-target">{sentence}</span>}
        </output>
        <ShareBar cell={cell} />
        {figure.pending !== null && figure.pending !== undefined && figure.pending > 0 && (
          <p className="meta">{t.pending(figure.pending)}</p>
        )}
        {table.may_see_people ? (
          <People cell={cell} programme={table.programme.id} figures={figures} />
        ) : (
          <p className="meta">{t.withoutPeople}</p>
        )}
        <div className="figure-explanation">
          <h3>{t.explanation}</h3>
          <p>{localText(row.explanation)}</p>
        </div>
      </div>
    </aside>
  );
};
