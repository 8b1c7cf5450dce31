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

const order = "(t.state_rank::bigint * 100000 + coalesce(t.state_day - date '1900-01-01', 99999))";
const cols = captured.text.match(/select (t\.case_id[\s\S]*?t\.states),/)[1];
const presets = captured.text.match(/json_build_object\([\s\S]*?\) from case_today/)[0].replace(/ from case_today$/, '');
const noted = `noted as (insert into lookup_log (employee_id, action, citizen_ids)
  select $3::int, $4, array_agg(citizen_id) from page where place < $2 having count(*) > 0)`;
const few = cols.replace('t.states', 't.states -> 0 as state').replace(/t\.(markers|caseworker_id|job_broker_id|ends_with_nothing_after|passive_since|next_contact_kind),/g, '');
const B = (c: string) => `with reach as materialized (select t.* from case_today t where t.is_open and t.assigned @> array[$1::int]),
 page as materialized (select *, row_number() over ()::int as place from (select ${c}, ${order}::text as sort_value from reach t where true order by ${order}, t.case_id limit $2) t),
 ${noted} select (select ${presets} from reach t) as presets, (select coalesce(json_agg(p order by place), '[]') from page p) as rows`;
const C = (c: string) => `with reach as materialized (select t.* from case_today t where t.is_open and t.assigned @> array[$1::int]),
 page as materialized (select *, row_number() over ()::int as place from (select ${c}, ${order}::text as sort_value from reach t where true order by ${order}, t.case_id limit $2) t),
 ${noted} select case when coalesce(p.place, 1) = 1 then (select ${presets} from reach t) end as presets, p.* from (select 1) one left join page p on true order by p.place`;
const D = `select case_id, citizen_id, name, protected, target_group, programmes, weeks, goal_kind, goal,
    last_contact_on, last_contact_kind, next_contact_at, activities, activity_ends_on, paid_hours,
    job_broker, caseworker, has_cv, state, state_day
  from case_today where is_open and assigned @> array[$1::int]
  order by state_rank, state_day nulls last, case_id limit 50`;
await pool.query('vacuum analyze case_today');
const variants: Record<string, any> = { full: captured.text, B: B(cols), Bfew: B(few), C: C(cols), Cfew: C(few), CfewNolog: C(few).replace(noted, 'n as (select $2::int, $3::int, $4::text)'), bare: D };
const conc = async (f: (i: number) => Promise<any>) => { let i = 0; const end = performance.now() + 3000; await Promise.all(Array.from({ length: 20 }, async () => { while (performance.now() < end) await f(i++); })); return i / 3; };
for (let r = 0; r < 2; r++) {
  for (const [n, t] of Object.entries(variants)) {
    const used = captured.values.slice();
    console.log(n, await conc((i) => { const v = used.slice(); v[0] = ids[i % 220]; return pool.query({ name: n, text: t, values: n === 'bare' ? v.slice(0, 1) : v }).catch((e: any) => { console.log(n, e.message); throw e; }); }));
  }
  console.log('listCitizens', await conc((i) => ask(ids[i % 220])));
}
await pool.query('alter system set synchronous_commit = off'); await pool.query('select pg_reload_conf()');
for (const n of ['full','Cfew']) console.log('async', n, await conc((i) => { const v = captured.values.slice(); v[0] = ids[i % 220]; return pool.query({ name: n, text: variants[n], values: v }); }));
await pool.query('alter system reset synchronous_commit'); await pool.query('select pg_reload_conf()');
const ex = await pool.query({ text: 'explain (analyze, buffers) ' + captured.text, values: captured.values });
console.log(ex.rows.map((r: any) => r['QUERY PLAN'].slice(0, 200)).join('\n'));
console.log(captured.text, captured.values);
await engine.close();
