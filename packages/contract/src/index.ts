import * as facts from './facts/routes.ts';
import * as list from './people/citizenList.ts';
import * as people from './people/routes.ts';
import * as steering from './steering/routes.ts';
import * as trust from './trust/routes.ts';

export * from './labels.ts';
export * from './route.ts';
export * from './facts/registeredKinds.ts';
export * from './facts/values.ts';
export * from './facts/routes.ts';
export * from './people/citizenTable.ts';
export * from './people/citizenList.ts';
export * from './people/routes.ts';
export * from './steering/routes.ts';
export * from './trust/routes.ts';

/** Every route there is. The server refuses to start with a handler missing or too many. */
export const ROUTES = {
  health: trust.health,
  signInPage: trust.signInPage,
  me: trust.me,
  signOut: trust.signOut,
  lookups: trust.lookups,
  caseload: people.caseload,
  searchCitizens: people.searchCitizens,
  listCitizens: list.listCitizens,
  citizenFilters: list.citizenFilters,
  downloadCitizens: list.downloadCitizens,
  listViews: list.listViews,
  saveView: list.saveView,
  deleteView: list.deleteView,
  citizenPage: people.citizenPage,
  citizenHistory: people.citizenHistory,
  registerFact: facts.registerFact,
  correctFact: facts.correctFact,
  voidFact: facts.voidFact,
  listProgrammes: steering.listProgrammes,
  statusTable: steering.statusTable,
  figurePeople: steering.figurePeople,
  downloadStatus: steering.downloadStatus,
  registerMeeting: steering.registerMeeting,
  previewImport: facts.previewImport,
  confirmImport: facts.confirmImport,
  listImports: facts.listImports,
  exportRecords: facts.exportRecords,
} as const;
export type RouteName = keyof typeof ROUTES;
