/** What "My citizens" is held against: Fastify, one statement written by hand, no sign-in, no policy, no log. */
import { openEngine } from '@medspiller/store';
import fastify from 'fastify';

export interface BareServerOptions {
  readonly port: number;
  readonly databaseUrl: string;
}

const STATEMENT = `
  select case_id, citizen_id, name, protected, target_group, programmes, weeks, goal_kind, goal,
    last_contact_on, last_contact_kind, next_contact_at, activities, activity_ends_on, paid_hours,
    job_broker, caseworker, has_cv, state, state_day
  from case_today where is_open and assigned @> array[$1::int]
  order by state_rank, state_day nulls last, case_id limit 50`;

export const startBareServer = async ({ port, databaseUrl }: BareServerOptions): Promise<void> => {
  const { pool } = await openEngine({ databaseUrl, dataFolder: '', log: () => {} });
  const app = fastify();
  app.get<{ Params: { id: string } }>('/citizens/:id', async ({ params }) => {
    const { rows } = await pool.query({ name: 'list', text: STATEMENT, values: [params.id] });
    return rows;
  });
  await app.listen({ port, host: '127.0.0.1' });
};
