import { openEngine, openStore, listCitizens } from '@medspiller/store';
import { join } from 'node:path';
const folder = '/var/lib/postgresql/devbench';
const engine = await openEngine({ dataFolder: join(folder, 'data'), log: console.error });
const pool = engine.pool as any;
const { rows } = await pool.query("select record_id as id from record where kind='employees' and key like 'W%'");
const ids = rows.map((r: any) => r.id);
let captured: any;
const fake = { query: (q: any) => { captured = q; return pool.query(q); } };
const ask = (id: number, tx: any = pool) => listCitizens(tx, { scope: { kind: 'own', employeeId: id }, preset: 'all', filters: {}, sort: 'state', direction: 'ascending', cursor: null, limit: 50, viewer: { employeeId: id, action: 'list' } } as any);
await ask(ids[0], fake);


const conc = async (n: number, f: (i: number) => Promise<any>) => { let i = 0; const end = performance.now() + 2500; await Promise.all(Array.from({ length: n }, async () => { while (performance.now() < end) await f(i++); })); return i / 2.5; };
const lsn = async () => (await pool.query("select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as b")).rows[0].b;
const stat = async () => (await pool.query("select (select sum(fsyncs) from pg_stat_io where object='wal') as f")).rows[0].f;

const c = await pool.connect();
const lat = async (label: string) => { for (let i = 0; i < 30; i++) await ask(ids[i], c); const t: number[] = []; for (let i = 0; i < 1500; i++) { const s = performance.now(); await ask(ids[i % 220], c); t.push(performance.now() - s); } t.sort((x, y) => x - y); console.log(label, 'median', t[750]!.toFixed(3), 'p10', t[150]!.toFixed(3)); };
const one = async (label: string, text: string, values: any[]) => { for (let i = 0; i < 10; i++) await c.query({ name: label, text, values }); const t: number[] = []; for (let i = 0; i < 1000; i++) { const s = performance.now(); await c.query({ name: label, text, values }); t.push(performance.now() - s); } t.sort((x, y) => x - y); console.log(label, 'median', t[500]!.toFixed(3), 'p10', t[100]!.toFixed(3)); };
const T = captured.text, V = captured.values;

await c.query('alter table case_today add column listed json');
await c.query(`update case_today u set listed = row_to_json(p) from (select t.case_id, t.citizen_id, t.name, t.protected, t.target_group, t.programmes, t.weeks,
  t.goal_kind, t.goal, t.last_contact_on, t.last_contact_kind,
  to_char(t.next_contact_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as next_contact_at,
  t.activities, t.activity_ends_on, t.paid_hours, t.job_broker, t.caseworker, t.has_cv as cv, t.states -> 0 as state from case_today t) p where p.case_id = u.case_id`);
await c.query('vacuum full case_today'); await c.query('analyze case_today');
await c.query('set synchronous_commit=off');
const P = `with reach as materialized (select t.* from case_today t where t.is_open and t.assigned @> array[$1::int]),
 page as materialized (select first.*, row_number() over ()::int as place from (select t.case_id, t.citizen_id, t.listed, (t.state_rank::bigint * 100000 + coalesce(t.state_day - date '1900-01-01', 99999))::text as sort_value from reach t where true order by (t.state_rank::bigint * 100000 + coalesce(t.state_day - date '1900-01-01', 99999)) asc nulls last, t.case_id limit $2) first),
 noted as (insert into lookup_log (employee_id, action, citizen_ids) select $3::int, $4, array_agg(citizen_id order by place) from page where place < $2 having count(*) > 0)
 select ` + T.match(/\(select json_build_object\([\s\S]*? from reach t\)/)[0] + ` as presets, (select array_agg(sort_value order by place) from page) as sort_values, (select coalesce(json_agg(listed order by place), '[]') from page p) as rows`;
const P2 = P.replace('array_agg(sort_value order by place) from page)', 'sort_value from page where place = $2 - 1)');
const C = P.replace(/select " \+/,'');
for (let r = 0; r < 2; r++) {
await one('same', T, V);
await one('prepared', P, V);
await one('prepared2', P2, V);
await one('preparedNoRows', P2.replace(/\(select coalesce\(json_agg[\s\S]*$/, 'null as rows'), V);
await one('bare', `select case_id, citizen_id, name, protected, target_group, programmes, weeks, goal_kind, goal,
    last_contact_on, last_contact_kind, next_contact_at, activities, activity_ends_on, paid_hours,
    job_broker, caseworker, has_cv, state, state_day
  from case_today where is_open and assigned @> array[$1::int]
  order by state_rank, state_day nulls last, case_id limit 50`, [V[0]]);
}
await c.query('alter table case_today drop column listed');
c.release(); await engine.close();
