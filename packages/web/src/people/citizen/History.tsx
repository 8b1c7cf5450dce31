import { useQuery } from '@tanstack/react-query';
import type { KindName } from '@medspiller/domain';
import { Failure } from '../../app/Failure.tsx';
import { SkeletonText } from '../../app/Page.tsx';
import { ScrollFrame } from '../../app/ScrollFrame.tsx';
import { call } from '../../client.ts';
import { useLabels } from '../../labels.ts';
import { useFormats, useMessages } from '../../language.tsx';
import { valueText } from './choices.ts';
import { citizenMessages } from './messages.ts';

/** Every change to the citizen's records: who, when, why, and what it said before. */
export const History = ({ citizenId }: { citizenId: number }) => {
  const words = useMessages(citizenMessages);
  const labels = useLabels();
  const formats = useFormats();
  const history = useQuery({
    queryKey: ['citizen', citizenId, 'history'],
    queryFn: () =>
      call('GET /api/citizens/:citizen_id/history', { params: { citizen_id: citizenId } }),
  });
  if (history.isError)
    return <Failure problem={history.error} onRetry={() => void history.refetch()} />;
  if (history.data === undefined) return <SkeletonText characters={60} />;
  const { changes, names } = history.data;
  const shown = (kind: string, field: string, value: unknown): string =>
    valueText(kind, field, value, labels, names, formats, words.nothing);
  const columns = words.historyColumns;
  return (
    <ScrollFrame label={words.tab.history} className="history">
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">{columns.at}</th>
            <th scope="col">{columns.by}</th>
            <th scope="col">{columns.what}</th>
            <th scope="col">{columns.change}</th>
            <th scope="col">{columns.reason}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change, index) => {
            const fields = Object.keys(change.after ?? change.before ?? {}).filter(
              (field) =>
                change.after === null ||
                change.before === null ||
                JSON.stringify(change.before[field]) !== JSON.stringify(change.after[field]),
            );
            return (
              <tr key={`${change.record_id}-${change.at}-${index}`}>
                <th scope="row">{formats.moment(change.at)}</th>
                <td>{change.by ?? words.system}</td>
                <td>
                  {labels.kind[change.kind as KindName]}
                  <span className="meta">
                    {' '}
                    · {labels.changeAction[change.action].toLocaleLowerCase()}
                  </span>
                </td>
                <td>
                  <ul className="history-fields">
                    {fields
                      .filter(
                        (field) =>
                          shown(change.kind, field, (change.after ?? change.before)?.[field]) !==
                            words.nothing || change.before !== null,
                      )
                      .map((field) => (
                        <li key={field}>
                          <span className="meta">{words.field[field] ?? field}:</span>{' '}
                          {change.after === null ? (
                            <del>{shown(change.kind, field, change.before?.[field])}</del>
                          ) : (
                            shown(change.kind, field, change.after[field])
                          )}
                          {change.before !== null && change.after !== null && (
                            <span className="meta">
                              {' '}
                              ({words.before} {shown(change.kind, field, change.before[field])})
                            </span>
                          )}
                        </li>
                      ))}
                  </ul>
                </td>
                <td>{change.reason ?? ''}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollFrame>
  );
};

/** Who has looked at the citizen, latest first. */
export const Lookups = ({ citizenId }: { citizenId: number }) => {
  const words = useMessages(citizenMessages);
  const labels = useLabels();
  const formats = useFormats();
  const lookups = useQuery({
    queryKey: ['citizen', citizenId, 'lookups'],
    queryFn: () =>
      call('GET /api/citizens/:citizen_id/lookups', { params: { citizen_id: citizenId } }),
  });
  if (lookups.isError)
    return <Failure problem={lookups.error} onRetry={() => void lookups.refetch()} />;
  if (lookups.data === undefined) return <SkeletonText characters={60} />;
  if (lookups.data.lookups.length === 0) return <p className="absent">{words.noLookups}</p>;
  const columns = words.lookupsColumns;
  return (
    <ScrollFrame label={words.tab.lookups}>
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">{columns.at}</th>
            <th scope="col">{columns.who}</th>
            <th scope="col">{columns.role}</th>
            <th scope="col">{columns.action}</th>
          </tr>
        </thead>
        <tbody>
          {lookups.data.lookups.map((lookup, index) => (
            <tr key={`${lookup.at}-${index}`}>
              <th scope="row">{formats.moment(lookup.at)}</th>
              <td>{lookup.name ?? words.system}</td>
              <td>{lookup.role === null ? words.nothing : labels.role[lookup.role]}</td>
              <td>{words.lookupAction[lookup.action] ?? lookup.action}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  );
};
