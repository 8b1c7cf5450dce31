import { expect, it } from 'vitest';
import { contextOf, demoMunicipality } from '@medspiller/domain';
import { evaluateInSql, readSnapshot } from '@medspiller/store';
import { readProgrammes } from './steering/programmeFiles.ts';
import { startTestServer } from './testing/testServer.ts';

it('serves', async () => {
  const scenario = demoMunicipality({ today: '2026-11-22' });
  const server = await startTestServer({ today: scenario.today, records: scenario.records });
  const p = readProgrammes('programmes');
  const run = async (id: string) => { const t = Date.now(); await readSnapshot(server.store.pool, (tx) => evaluateInSql(tx, [{ definition: p.catalogue.get(id)!, context: contextOf(p.programmes.get('haandholdt')!, '2026-11-22'), periods: [{ from: '2026-10-01', to: '2026-10-31' }] }])); console.log(id, Date.now() - t); };
  await run('passive_1y');
  await server.store.pool.query('analyze');
  await run('passive_1y'); await run('passive_quarter'); await run('passive'); await run('caseload');
  const { rows } = await server.store.pool.query("select relname, n_live_tup, last_analyze, last_autoanalyze from pg_stat_user_tables where relname in ('cases','citizens','activities','assignments')");
  console.log(rows);
  const orig = server.store.pool;
  await readSnapshot(orig, async (tx) => {
    const wrapped = { query: async (q: any, v?: any) => { const text = typeof q === 'string' ? q : q.text; if (/case_bits/.test(text)) { const r = await tx.query('explain (analyze, costs off, timing off) ' + text, v ?? q.values); console.log(r.rows.map((x: any) => x['QUERY PLAN']).join('\n')); } return tx.query(q, v); } } as any;
    await evaluateInSql(wrapped, [{ definition: p.catalogue.get('passive_1y')!, context: contextOf(p.programmes.get('haandholdt')!, '2026-11-22'), periods: [{ from: '2026-10-01', to: '2026-10-31' }] }]);
  });
  await server.stop();
  expect(1).toBe(1);
}, 120000);
