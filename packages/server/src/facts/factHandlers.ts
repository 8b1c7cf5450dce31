/** Registering, correcting and voiding what happened with a citizen. */
import { valuesSchema } from '@medspiller/contract';
import { caseScopeOf, KINDS, may, type KindName, type RecordKind } from '@medspiller/domain';
import {
  isCitizenWithin,
  ownerOf,
  write,
  writeFacts,
  type ChangeAuthor,
  type FactChange,
  type FactValues,
  type Tx,
} from '@medspiller/store';
import type { Handlers } from '../handler.ts';
import { fieldOf, whatWouldBeRight } from '../inputMessage.ts';
import type { Language } from '../language.ts';
import { forbidden, HttpRefusal, notFound } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { SignedInEmployee } from '../trust/signedInEmployee.ts';
import { factRefusal, refusalOf, refused } from './factRefusal.ts';

/** Registering a fact needs its own permission; giving a case to somebody, or taking it away, needs one more. */
const checkKind = (employee: SignedInEmployee, kind: KindName): void => {
  if (kind === 'assignments' && !may(employee.role, 'assign')) throw forbidden();
};

/** All values of a new fact, or those that a correction names. */
const checkedValues = (
  kind: KindName,
  values: unknown,
  part: 'all' | 'some',
  language: Language,
): FactValues => {
  const schema = valuesSchema(kind);
  const result = (part === 'all' ? schema : schema.partial()).safeParse(values, {
    reportInput: true,
  });
  if (result.success) return result.data;
  throw new HttpRefusal(
    400,
    'bad_input',
    result.error.issues.map((issue) => ({
      code: issue.code,
      field: ['values', fieldOf(issue)].filter((each) => each !== null).join('.'),
      message: whatWouldBeRight(issue, language),
    })),
  );
};

/** A fact says whose it is by its case or its citizen: that must be the citizen of the address. */
const checkOwner = async (
  tx: Tx,
  kind: KindName,
  values: FactValues,
  citizenId: number,
  language: Language,
): Promise<void> => {
  const { columns }: RecordKind = KINDS[kind];
  const { case_id: caseId, citizen_id: ownerId } = values;
  const wrong =
    'case_id' in columns && typeof caseId === 'number'
      ? (await ownerOf(tx, 'cases', caseId)) !== citizenId && 'case_id'
      : 'citizen_id' in columns &&
        typeof ownerId === 'number' &&
        ownerId !== citizenId &&
        'citizen_id';
  if (wrong !== false) throw refused(refusalOf('other_citizen', `values.${wrong}`, language));
};

export const factHandlers = ({
  store,
  clock,
}: Services): Pick<Handlers, 'registerFact' | 'correctFact' | 'voidFact'> => {
  const save = async (
    employee: SignedInEmployee,
    citizenId: number,
    language: Language,
    change: FactChange,
    author: Pick<ChangeAuthor, 'reason' | 'requestId'>,
  ): Promise<{ record_id: number; version_id: number | null }> => {
    checkKind(employee, change.kind);
    return write(store.pool, async (tx) => {
      if (!(await isCitizenWithin(tx, citizenId, caseScopeOf(employee)))) throw notFound();
      if (change.verb !== 'register' && (await ownerOf(tx, change.kind, change.id)) !== citizenId)
        throw notFound();
      if (change.verb !== 'void')
        await checkOwner(tx, change.kind, change.values, citizenId, language);
      const result = await writeFacts(tx, {
        changes: [change],
        author: { employeeId: employee.employeeId, action: change.verb, ...author },
        today: clock.today(),
        vault: store.vault,
      });
      if (!result.ok) throw factRefusal(result.refusal, language);
      const [fact] = result.facts;
      if (fact === undefined) throw new Error('A fact was written, and none came back.');
      return { record_id: fact.id, version_id: fact.versionId };
    });
  };

  return {
    registerFact: async ({ employee, params, body, language }) =>
      save(
        employee,
        params.citizen_id,
        language,
        {
          verb: 'register',
          kind: body.kind,
          values: checkedValues(body.kind, body.values, 'all', language),
        },
        { requestId: body.request_id },
      ),
    correctFact: async ({ employee, params, body, language }) =>
      save(
        employee,
        params.citizen_id,
        language,
        {
          verb: 'correct',
          kind: body.kind,
          id: params.record_id,
          expectedVersion: body.expected_version,
          values: checkedValues(body.kind, body.values, 'some', language),
        },
        { reason: body.reason },
      ),
    voidFact: async ({ employee, params, body, language }) =>
      save(
        employee,
        params.citizen_id,
        language,
        {
          verb: 'void',
          kind: body.kind,
          id: params.record_id,
          expectedVersion: body.expected_version,
        },
        { reason: body.reason },
      ),
  };
};
