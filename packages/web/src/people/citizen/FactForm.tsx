import { Select, TextField } from '@navikt/ds-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import type { CitizenPage, CorrectedKind, RegisteredKind } from '@medspiller/contract';
import { StateMark } from '../../app/icons.tsx';
import { useFailureText } from '../../app/Failure.tsx';
import { useNotify } from '../../app/Notices.tsx';
import { useMe } from '../../app/session.ts';
import {
  CallError,
  rememberCsrfToken,
  ChangedMeanwhile,
  call,
  type ChangedMeanwhileAnswer,
} from '../../client.ts';
import { DayField } from '../../calendar/DayField.tsx';
import { useLabels } from '../../labels.ts';
import { useFormats, useLocalText, useMessages } from '../../language.tsx';
import { choicesOf, valueText } from './choices.ts';
import {
  draftOf,
  fieldsOf,
  followStatus,
  startingDraft,
  timeOf,
  valuesOf,
  type Draft,
  type FormField,
} from './facts.ts';
import { citizenMessages } from './messages.ts';

/** What a form is open for. */
export type Task =
  | { readonly verb: 'register'; readonly kind: RegisteredKind }
  | {
      readonly verb: 'correct';
      readonly kind: CorrectedKind;
      readonly record: { readonly record_id: number; readonly version_id: number };
    }
  | {
      readonly verb: 'void';
      readonly kind: RegisteredKind;
      readonly record: { readonly record_id: number; readonly version_id: number };
    };

interface Props {
  readonly task: Task;
  readonly page: CitizenPage;
  readonly onClose: () => void;
}

const SHORTEST_REASON = 3;
/** The time of a day that is chosen before its time. */
const NOON = '12:00';

/** Registers, corrects or voids one fact, beside the page. What is typed is never lost, whoever else saves meanwhile. */
export const FactForm = ({ task, page, onClose }: Props) => {
  const words = useMessages(citizenMessages);
  const labels = useLabels();
  const formats = useFormats();
  const localText = useLocalText();
  const failureText = useFailureText();
  const notify = useNotify();
  const me = useMe();
  const queryClient = useQueryClient();
  const headingId = useId();
  const form = useRef<HTMLFormElement>(null);
  const [requestId] = useState(() => crypto.randomUUID());
  const [started] = useState<Draft>(() =>
    task.verb === 'register'
      ? startingDraft(task.kind, page, me, new Date().toISOString())
      : draftOf(task.kind, task.record as Readonly<Record<string, unknown>>),
  );
  const [draft, setDraft] = useState<Draft>(started);
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [general, setGeneral] = useState<string | null>(null);
  const [version, setVersion] = useState(task.verb === 'register' ? 0 : task.record.version_id);
  const [conflict, setConflict] = useState<ChangedMeanwhileAnswer | null>(null);

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('select, input, textarea')?.focus();
  }, []);

  const [daysSet, setDaysSet] = useState(0);

  const change = (name: string, value: string | readonly string[]): void => {
    setDraft((present) => followStatus(task.kind, { ...present, [name]: value }, name, page.today));
    if (name === 'status') setDaysSet((times) => times + 1);
    setFaults(({ [name]: _gone, ...others }) => others);
  };

  const [signedOut, setSignedOut] = useState(false);
  const save = useMutation({
    meta: { keepsForm: true },
    mutationFn: async (expected: number) => {
      // Signed in again elsewhere, the session has a new token for what changes something.
      if (signedOut) rememberCsrfToken((await call('GET /api/me')).csrf_token);
      const { values } = valuesOf(task.kind, draft);
      const params = { citizen_id: page.citizen.citizen_id };
      if (task.verb === 'register') {
        const withCitizen =
          task.kind === 'paid_hours' ? { ...values, citizen_id: page.citizen.citizen_id } : values;
        return call('POST /api/citizens/:citizen_id/facts', {
          params,
          body: { kind: task.kind, values: withCitizen as never, request_id: requestId },
        });
      }
      const at = { ...params, record_id: task.record.record_id };
      if (task.verb === 'void')
        return call('POST /api/citizens/:citizen_id/facts/:record_id/void', {
          params: at,
          body: { kind: task.kind, expected_version: expected, reason },
        });
      return call('POST /api/citizens/:citizen_id/facts/:record_id/correct', {
        params: at,
        body: { kind: task.kind, expected_version: expected, values: values as never, reason },
      });
    },
    onSuccess: () => {
      notify({
        text:
          task.verb === 'register'
            ? words.saved
            : task.verb === 'void'
              ? words.voided
              : words.corrected,
      });
      // A fact moves lists, counts and figures: everything that was read is read again.
      void queryClient.invalidateQueries();
      onClose();
    },
    onError: (problem) => {
      setSignedOut(problem instanceof CallError && problem.status === 401);
      if (problem instanceof ChangedMeanwhile) {
        setConflict(problem.answer);
        return;
      }
      const refusals = problem instanceof CallError ? problem.refusals : [];
      const known = new Set(fieldsOf(task.kind).map(({ name }) => name));
      setFaults(
        Object.fromEntries(
          refusals.flatMap(({ field, message }) =>
            field !== null && known.has(field) ? [[field, message]] : [],
          ),
        ),
      );
      const others = refusals.filter(({ field }) => field === null || !known.has(field));
      setGeneral(
        others.length > 0
          ? others.map(({ message }) => message).join(' ')
          : refusals.length > 0
            ? words.unknownRefusal
            : failureText(problem),
      );
    },
  });

  const submit = (expected: number): void => {
    setGeneral(null);
    const found: Record<string, string> = {};
    if (task.verb !== 'void')
      for (const [name, fault] of Object.entries(valuesOf(task.kind, draft).faults))
        found[name] = words[fault];
    if (task.verb !== 'register' && reason.trim().length < SHORTEST_REASON)
      found['reason'] = words.needsReason;
    setFaults(found);
    if (Object.keys(found).length === 0) {
      save.mutate(expected);
      return;
    }
    // The first field that is wrong is where the eye should be.
    requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
    );
  };

  const onSubmit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    submit(version);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit(version);
    }
    if (event.key === 'Escape') onClose();
  };

  const title =
    task.verb === 'register'
      ? words.register[task.kind]
      : task.verb === 'void'
        ? words.voidTitle
        : words.correctTitle[task.kind];

  const input = (field: FormField) => {
    const { name, column } = field;
    const choices = choicesOf(task.kind, field, page, labels, localText);
    const fieldName = words.field[name] ?? name;
    const label =
      column.required || column.type === 'references'
        ? fieldName
        : `${fieldName} (${words.optional})`;
    const value = draft[name] ?? '';
    const error = faults[name];
    if (name === 'case_id' && page.cases.length === 1) return null;
    if (column.type === 'references' && typeof value !== 'string') {
      // Those around the citizen come first; the rest can be added from the list.
      const around = new Set([
        ...page.people.map(({ employee_id }) => String(employee_id)),
        ...value,
      ]);
      const all = choices ?? [];
      return (
        <fieldset key={name} className="fact-people">
          <legend>{label}</legend>
          {all
            .filter((choice) => around.has(choice.value))
            .map((choice) => (
              <label key={choice.value}>
                <input
                  type="checkbox"
                  checked={value.includes(choice.value)}
                  onChange={(event) =>
                    change(
                      name,
                      event.target.checked
                        ? [...value, choice.value]
                        : value.filter((each) => each !== choice.value),
                    )
                  }
                />
                {choice.text}
              </label>
            ))}
          <Select
            size="small"
            label={words.choose}
            hideLabel
            value=""
            onChange={(event) => change(name, [...value, event.target.value])}
          >
            <option value="">{words.choose}</option>
            {all
              .filter((choice) => !around.has(choice.value))
              .map((choice) => (
                <option key={choice.value} value={choice.value}>
                  {choice.text}
                </option>
              ))}
          </Select>
        </fieldset>
      );
    }
    if (typeof value !== 'string') return null;
    if (choices !== null)
      return (
        <Select
          key={name}
          size="small"
          label={label}
          value={value}
          error={error}
          onChange={(event) => change(name, event.target.value)}
        >
          <option value="">{column.required ? words.choose : words.nothing}</option>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.text}
            </option>
          ))}
        </Select>
      );
    if (column.type === 'day')
      return (
        <DayField
          // A day that the form itself sets (held or not held) begins the field anew.
          key={`${name}-${daysSet}`}
          label={label}
          value={value === '' ? undefined : value}
          {...(error !== undefined && { error })}
          onChange={(day) => change(name, day ?? '')}
        />
      );
    if (column.type === 'instant') {
      const [day = '', time = ''] = value.split('T');
      return (
        <div key={name} className="fact-moment">
          <DayField
            label={label}
            value={day === '' ? undefined : day}
            {...(error !== undefined && { error })}
            onChange={(chosen) =>
              change(name, chosen === undefined ? '' : `${chosen}T${time || NOON}`)
            }
          />
          <TextField
            size="small"
            label={words.time}
            type="text"
            inputMode="numeric"
            placeholder="10.30"
            defaultValue={time.replace(':', '.')}
            autoComplete="off"
            onChange={(event) => {
              const written = timeOf(event.target.value);
              if (written !== null && day !== '') change(name, `${day}T${written}`);
            }}
          />
        </div>
      );
    }
    return (
      <TextField
        key={name}
        size="small"
        label={label}
        {...(column.type === 'month' && { placeholder: words.monthExample })}
        {...((column.type === 'decimal' || column.type === 'integer') && {
          inputMode: 'decimal' as const,
        })}
        value={value}
        error={error}
        autoComplete="off"
        onChange={(event) => change(name, event.target.value)}
      />
    );
  };

  const names: Record<string, string> = Object.fromEntries([
    ...page.choices.employees.map(({ employee_id, name }) => [String(employee_id), name]),
    ...page.choices.companies.map(({ company_id, name }) => [String(company_id), name]),
    ...page.choices.offers.map(({ offer_id, title: offer }) => [String(offer_id), offer]),
  ]);
  const shown = (field: string, value: unknown): string =>
    valueText(task.kind, field, value, labels, names, formats, words.nothing);

  return (
    <aside className="card fact-form" aria-labelledby={headingId}>
      {/* The keys that save and close work from every field in the form. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <form ref={form} onSubmit={onSubmit} onKeyDown={onKeyDown} noValidate>
        <h2 id={headingId}>{title}</h2>
        {conflict !== null && (
          <div className="fact-conflict" role="alert">
            <p className="fact-conflict-title">
              <StateMark severity="warn" size={16} /> {words.conflict.title}
            </p>
            <p>
              {(conflict.current.values === null ? words.conflict.voided : words.conflict.changed)(
                conflict.changed_by ?? words.conflict.somebody,
                formats.moment(conflict.changed_at),
              )}
            </p>
            {conflict.current.values !== null && task.verb === 'correct' && (
              <table className="grid">
                <thead>
                  <tr>
                    <th scope="col">{words.conflict.field}</th>
                    <th scope="col">{words.conflict.theirs}</th>
                    <th scope="col">{words.conflict.yours}</th>
                  </tr>
                </thead>
                <tbody>
                  {conflict.changed_fields.map((field) => (
                    <tr key={field}>
                      <th scope="row">{words.field[field] ?? field}</th>
                      <td>{shown(field, conflict.current.values?.[field])}</td>
                      <td>{shown(field, valuesOf(task.kind, draft).values[field])}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            <div className="fact-actions">
              {conflict.current.values !== null && (
                <button
                  type="button"
                  className="button"
                  onClick={() => {
                    setVersion(conflict.current.version_id);
                    setConflict(null);
                    submit(conflict.current.version_id);
                  }}
                >
                  {words.conflict.keepMine}
                </button>
              )}
              <button
                type="button"
                className="button"
                onClick={() => {
                  void queryClient.invalidateQueries();
                  onClose();
                }}
              >
                {words.conflict.keepTheirs}
              </button>
            </div>
          </div>
        )}
        {general !== null && (
          <p className="fact-general" role="alert">
            <StateMark severity="bad" size={16} /> {general}{' '}
            {signedOut && (
              <a href="/velkommen" target="_blank" rel="noopener">
                {words.signIn}
              </a>
            )}
          </p>
        )}
        {task.verb === 'void' ? (
          <p>{words.voidExplains}</p>
        ) : (
          <div className="fact-fields">{fieldsOf(task.kind).map(input)}</div>
        )}
        {task.verb !== 'register' && (
          <TextField
            size="small"
            label={words.reason}
            description={words.reasonHint}
            value={reason}
            error={faults['reason']}
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
          />
        )}
        <div className="fact-actions">
          <button
            type="submit"
            className="button button-filled"
            disabled={save.isPending || conflict !== null}
          >
            {task.verb === 'void' ? words.voidTitle : words.save}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {words.cancel}
          </button>
          <span className="meta">{words.saveKeys}</span>
        </div>
      </form>
    </aside>
  );
};
