import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState, type DragEvent } from 'react';
import type { KindName } from '@medspiller/domain';
import { Failure } from '../app/Failure.tsx';
import { State } from '../app/icons.tsx';
import { PageHead } from '../app/Page.tsx';
import { ScrollFrame } from '../app/ScrollFrame.tsx';
import { addressOf, call, type Answer } from '../client.ts';
import { useLabels } from '../labels.ts';
import { useFormats, useMessages } from '../language.tsx';
import { filesOfDrop, visible } from './droppedFiles.ts';
import { exchangeMessages } from './messages.ts';
import './exchange.css';

type Preview = Answer<'POST /api/exchange/preview'>;
type Result = Answer<'POST /api/exchange/import'>;

const Counts = ({ files }: { files: Preview['files'] }) => {
  const words = useMessages(exchangeMessages);
  const labels = useLabels();
  const formats = useFormats();
  const names = ['new', 'corrected', 'voided', 'unchanged'] as const;
  const rows = Object.entries(files);
  if (rows.length === 0) return null;
  return (
    <ScrollFrame label={words.files}>
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">{words.columns.file}</th>
            {names.map((name) => (
              <th key={name} scope="col" className="number">
                {words.columns[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([kind, counts]) => (
            <tr key={kind}>
              <th scope="row">
                {labels.kind[kind as KindName]} <span className="meta">{kind}.csv</span>
              </th>
              {names.map((name) => (
                <td key={name} className={counts[name] === 0 ? 'number exchange-zero' : 'number'}>
                  {formats.number(counts[name])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{words.total}</th>
            {names.map((name) => (
              <td key={name} className="number">
                <strong>
                  {formats.number(rows.reduce((sum, [, counts]) => sum + counts[name], 0))}
                </strong>
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </ScrollFrame>
  );
};

const Problems = ({ problems, count }: { problems: Preview['problems']; count: number }) => {
  const words = useMessages(exchangeMessages);
  const columns = words.problemColumns;
  if (problems.length === 0) return null;
  return (
    <section className="exchange-part">
      <h2>{words.problems}</h2>
      {count > problems.length && <p className="meta">{words.shownOf(problems.length, count)}</p>}
      <ScrollFrame label={words.problems} className="exchange-long">
        <table className="grid">
          <thead>
            <tr>
              <th scope="col">{columns.severity}</th>
              <th scope="col">{columns.where}</th>
              <th scope="col">{columns.column}</th>
              <th scope="col">{columns.value}</th>
              <th scope="col">{columns.message}</th>
            </tr>
          </thead>
          <tbody>
            {problems.map((problem, index) => (
              <tr key={index}>
                <td>
                  <State severity={problem.severity === 'error' ? 'bad' : 'warn'}>
                    {problem.severity === 'error' ? words.error : words.warning}
                  </State>
                </td>
                <th scope="row">{words.line(problem.file, problem.line)}</th>
                <td>{problem.column ?? words.nothing}</td>
                <td className="exchange-value">{problem.value ?? words.nothing}</td>
                <td className="exchange-message">{problem.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
    </section>
  );
};

const Corrections = ({ corrections }: { corrections: Preview['corrections'] }) => {
  const words = useMessages(exchangeMessages);
  const labels = useLabels();
  const columns = words.correctionColumns;
  if (corrections.length === 0) return null;
  return (
    <section className="exchange-part">
      <h2>{words.corrections}</h2>
      <p className="meta">{words.correctionsHint}</p>
      <ScrollFrame label={words.corrections}>
        <table className="grid">
          <thead>
            <tr>
              <th scope="col">{columns.record}</th>
              <th scope="col">{columns.field}</th>
              <th scope="col">{columns.before}</th>
              <th scope="col">{columns.after}</th>
            </tr>
          </thead>
          <tbody>
            {corrections.flatMap(({ kind, key, fields }) =>
              fields.map(({ field, before, after }) => (
                <tr key={`${kind}-${key}-${field}`}>
                  <th scope="row">
                    {labels.kind[kind]} <span className="meta">{key}</span>
                  </th>
                  <td>{field}</td>
                  <td>{before ?? words.nothing}</td>
                  <td>{after ?? words.nothing}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </ScrollFrame>
    </section>
  );
};

/** The municipality's records in, with preview, and out again. */
export const ExchangePage = () => {
  const words = useMessages(exchangeMessages);
  const formats = useFormats();
  const queryClient = useQueryClient();
  const dropId = useId();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [chosen, setChosen] = useState(0);
  const [result, setResult] = useState<Result | null>(null);
  const imports = useQuery({
    queryKey: ['imports'],
    queryFn: () => call('GET /api/exchange/imports'),
  });

  const preview = useMutation({
    mutationFn: (given: readonly File[]) => {
      const form = new FormData();
      for (const file of given) form.append('files', file, file.name);
      return call('POST /api/exchange/preview', { files: form });
    },
  });
  const confirm = useMutation({
    mutationFn: (uploadId: string) =>
      call('POST /api/exchange/import', { body: { upload_id: uploadId } }),
    onSuccess: (answer) => {
      setResult(answer);
      preview.reset();
      void queryClient.invalidateQueries();
    },
  });

  const read = (given: readonly File[]): void => {
    if (given.length === 0) return;
    setResult(null);
    confirm.reset();
    setChosen(given.length);
    preview.mutate(given);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void filesOfDrop(event.dataTransfer).then(read);
  };
  const startOver = (): void => {
    preview.reset();
    confirm.reset();
    setResult(null);
    // The same folder can be chosen again once it has been mended.
    for (const input of [files.current, folder.current]) if (input !== null) input.value = '';
  };

  const shown = preview.data ?? null;
  return (
    <div className="exchange">
      <PageHead title={words.page} eyebrow={words.page} heading={words.heading} lead={words.lead} />
      {shown === null && result === null && (
        // Dropping is an extra for the mouse; the two buttons inside do the same by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <section
          className={over ? 'exchange-drop over' : 'exchange-drop'}
          aria-labelledby={dropId}
          aria-busy={preview.isPending}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={onDrop}
        >
          <h2 id={dropId}>{preview.isPending ? words.reading(chosen) : words.drop}</h2>
          <p className="meta">{words.format}</p>
          <div className="exchange-choose">
            <button
              type="button"
              className="button button-filled"
              disabled={preview.isPending}
              onClick={() => files.current?.click()}
            >
              {words.chooseFiles}
            </button>
            <button
              type="button"
              className="button"
              disabled={preview.isPending}
              onClick={() => folder.current?.click()}
            >
              {words.chooseFolder}
            </button>
          </div>
          <input
            ref={files}
            type="file"
            multiple
            hidden
            accept=".csv,.zip,.xlsx"
            aria-label={words.chooseFiles}
            onChange={(event) => read(visible(event.target.files ?? []))}
          />
          <input
            ref={(element) => {
              folder.current = element;
              // React knows no such attribute; the element does.
              if (element !== null) element.webkitdirectory = true;
            }}
            type="file"
            multiple
            hidden
            aria-label={words.chooseFolder}
            onChange={(event) => read(visible(event.target.files ?? []))}
          />
        </section>
      )}
      {preview.isError && <Failure problem={preview.error} onRetry={startOver} />}
      {confirm.isError && <Failure problem={confirm.error} onRetry={startOver} />}

      {shown !== null && (
        <section className="exchange-part" aria-live="polite">
          <div className="exchange-verdict">
            <State
              severity={
                shown.status === 'refused' ? 'bad' : shown.status === 'unchanged' ? 'neutral' : 'ok'
              }
            >
              {shown.status === 'refused'
                ? words.refused(shown.problem_count)
                : shown.status === 'unchanged'
                  ? words.unchanged
                  : words.ready}
            </State>
            <span className="exchange-choose">
              {shown.status === 'ready' && shown.upload_id !== null && (
                <button
                  type="button"
                  className="button button-filled"
                  disabled={confirm.isPending}
                  onClick={() => confirm.mutate(shown.upload_id ?? '')}
                >
                  {confirm.isPending ? words.importing : words.importNow}
                </button>
              )}
              <button
                type="button"
                className="button"
                disabled={confirm.isPending}
                onClick={startOver}
              >
                {words.another}
              </button>
            </span>
          </div>
          <Counts files={shown.files} />
          <Problems problems={shown.problems} count={shown.problem_count} />
          <Corrections corrections={shown.corrections} />
        </section>
      )}
      {result !== null && (
        <section className="exchange-part" aria-live="polite">
          <div className="exchange-verdict">
            <State severity={result.status === 'refused' ? 'bad' : 'ok'}>
              {result.status === 'refused'
                ? words.refused(result.problem_count)
                : result.status === 'unchanged'
                  ? words.unchanged
                  : words.imported}
            </State>
            <button type="button" className="button" onClick={startOver}>
              {words.again}
            </button>
          </div>
          <Counts files={result.files} />
          <Problems problems={result.problems} count={result.problem_count} />
        </section>
      )}

      <section className="exchange-part">
        <h2>{words.export}</h2>
        <p>{words.exportLead}</p>
        <a
          className="button exchange-download"
          href={addressOf('GET /api/exchange/export')}
          download
        >
          {words.download}
        </a>
      </section>

      <section className="exchange-part">
        <h2>{words.earlier}</h2>
        {imports.isError ? (
          <Failure problem={imports.error} onRetry={() => void imports.refetch()} />
        ) : imports.data?.imports.length === 0 ? (
          <p className="absent">{words.noEarlier}</p>
        ) : (
          <ScrollFrame label={words.earlier}>
            <table className="grid">
              <thead>
                <tr>
                  <th scope="col">{words.earlierColumns.at}</th>
                  <th scope="col">{words.earlierColumns.by}</th>
                  <th scope="col">{words.earlierColumns.source}</th>
                  <th scope="col" className="number">
                    {words.earlierColumns.new}
                  </th>
                  <th scope="col" className="number">
                    {words.earlierColumns.corrected}
                  </th>
                  <th scope="col" className="number">
                    {words.earlierColumns.voided}
                  </th>
                </tr>
              </thead>
              <tbody>
                {(imports.data?.imports ?? []).map((run) => (
                  <tr key={run.import_id}>
                    <th scope="row">{formats.moment(run.at)}</th>
                    <td>{run.by ?? words.system}</td>
                    <td>{run.source}</td>
                    <td className="number">{formats.number(run.new)}</td>
                    <td className="number">{formats.number(run.corrected)}</td>
                    <td className="number">{formats.number(run.voided)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollFrame>
        )}
      </section>
    </div>
  );
};
