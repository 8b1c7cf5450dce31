/** The rows kept ready for lists say what the rule says of all the facts, though only some of them are loaded. */
import { randomBytes } from 'node:crypto';
import { caseStanding, type PersonFacts, type Records } from '@medspiller/domain';
import { arbitraryDay, arbitraryRecords } from '@medspiller/domain/testing';
import { ENGINES, type TestDatabase } from '@medspiller/store/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadRecords } from '../facts/loadRecords.ts';
import { createCprVault } from '../trust/cprVault.ts';

const vault = createCprVault(randomBytes(32));

const factsOf = (records: Records, citizenId: string): PersonFacts<string> => {
  const cases = records.cases.filter((row) => row.citizen_id === citizenId);
  const own = new Set(cases.map((row) => row.case_id));
  const ofPerson = <R extends { readonly case_id: string }>(rows: readonly R[]): readonly R[] =>
    rows.filter((row) => own.has(row.case_id));
  return {
    cases,
    assignments: ofPerson(records.assignments),
    enrolments: ofPerson(records.enrolments),
    markers: ofPerson(records.markers),
    goals: ofPerson(records.goals),
    plans: ofPerson(records.plans),
    contacts: ofPerson(records.contacts),
    inquiries: ofPerson(records.inquiries),
    activities: ofPerson(records.activities),
    paid_hours: records.paid_hours.filter((row) => row.citizen_id === citizenId),
  };
};

/** What both sides must say alike: everything that hangs on which facts were loaded. */
const expected = (records: Records, caseId: string, today: string) => {
  const citizenId = records.cases.find((row) => row.case_id === caseId)?.citizen_id ?? '';
  const standing = caseStanding(factsOf(records, citizenId), caseId, today);
  return {
    key: caseId,
    passive_since: standing.passiveSince,
    goes_passive_on: standing.goesPassiveOn,
    activity_ends_on: standing.activityEndsOn,
    last_contact_on: standing.lastContact?.on ?? null,
    next_contact_at: standing.nextContact?.at ?? null,
    first_conversation_by: standing.firstConversationBy,
    plan_by: standing.planBy,
    unanswered: standing.unanswered,
    paid_hours: standing.paidHours,
    has_cv: standing.hasCv,
    states: standing.states,
  };
};

describe.each(ENGINES)('the rows kept ready on $name', (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await engine.open();
  });
  afterAll(() => database.close());

  test('agree with the rule on random municipalities', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRecords(), arbitraryDay(), async (records, today) => {
        const client = await database.pool.connect();
        try {
          await client.query('begin');
          const loaded = await loadRecords(client, {
            records,
            author: { employeeId: null, action: 'import' },
            vault,
            today,
          });
          expect(loaded.status).not.toBe('refused');
          const { rows } = await client.query(
            `select r.key, passive_since, goes_passive_on, activity_ends_on, last_contact_on, next_contact_at,
                    first_conversation_by, plan_by, unanswered, paid_hours, has_cv, states
               from case_today t join record r on r.record_id = t.case_id order by r.key`,
          );
          expect(rows.map((row: object) => ({ ...row }))).toEqual(
            records.cases
              .map(({ case_id }) => case_id)
              .toSorted()
              .map((caseId) => expected(records, caseId, today)),
          );
        } finally {
          await client.query('rollback');
          client.release();
        }
      }),
      { numRuns: 25 },
    );
  });
});
