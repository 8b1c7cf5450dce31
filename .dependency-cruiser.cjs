const ROOMS = ['calendar', 'facts', 'trust', 'people', 'plan', 'work', 'pace', 'steering', 'money'];

const ALLOWED_FLOORS = {
  domain: [],
  contract: ['domain'],
  store: ['domain'],
  server: ['store', 'contract', 'domain'],
  cli: ['server', 'store', 'contract', 'domain'],
  web: ['contract', 'domain'],
};
const FLOORS = Object.keys(ALLOWED_FLOORS);

/** Tests may stand above the order: they bring rooms together. */
const TEST = '(\\.test\\.tsx?$|/testing/)';

const oneOf = (names) => `(${names.join('|')})`;

const floorRules = FLOORS.map((floor) => ({
  name: `${floor}-imports-only-from-below`,
  severity: 'error',
  from: { path: `^packages/${floor}/` },
  to: {
    path: `^packages/${oneOf(FLOORS.filter((other) => other !== floor && !ALLOWED_FLOORS[floor].includes(other)))}/`,
  },
}));

// Below, `facts` is what a record is, and the rooms build on it. On the other floors it is the exchange
// folder coming in and going out, which knows all rooms, as all rooms know how facts are written.
const PURE_FLOORS = 'domain|contract';

// A floor's index.ts stands above its rooms and shows them to the floors above; from within a floor
// nothing goes through it, so the order of the rooms is seen import by import.
const roomRules = ROOMS.slice(0, -1).map((room, place) => ({
  name: `${room}-comes-before`,
  severity: 'error',
  from: {
    path: `^packages/(${room === 'facts' ? PURE_FLOORS : '[^/]+'})/src/${room}/`,
    pathNot: TEST,
  },
  to: { path: `^packages/$1/src/${oneOf(ROOMS.slice(place + 1))}/` },
}));

const only = (name, what, where) => ({
  name,
  severity: 'error',
  from: { path: '^packages/[^/]+/src/', pathNot: where },
  to: { path: what },
});

module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'everything-is-found', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...floorRules,
    ...roomRules,
    {
      name: 'no-room-through-the-index',
      severity: 'error',
      from: { path: `^packages/([^/]+)/src/${oneOf(ROOMS)}/`, pathNot: TEST },
      to: { path: '^packages/$1/src/index\\.ts$' },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^packages/domain/src/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'domain-needs-little',
      severity: 'error',
      from: { path: '^packages/domain/src/', pathNot: TEST },
      to: {
        path: '^node_modules/',
        pathNot: '^node_modules/(temporal-polyfill|temporal-spec|yaml)/',
      },
    },
    only(
      'database-only-in-store',
      '^node_modules/(@types/)?(pg|pg-copy-streams|kysely|@electric-sql)/',
      `^packages/store/|${TEST}`,
    ),
    only(
      'http-only-in-server',
      '^node_modules/(fastify|@fastify|openid-client|oidc-provider)/',
      '^packages/server/',
    ),
    only(
      'react-only-in-web',
      '^node_modules/(react|react-dom|@navikt|@tanstack)/',
      '^packages/web/',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    // Types are imports too: who knows a type knows the room.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
    },
  },
};
