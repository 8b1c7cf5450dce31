export { realClock, stoppedClock, type Clock } from './clock.ts';
export { readDemo, type DemoSetting } from './facts/demoRecords.ts';
export { importDelivery, type ImportOutcome } from './facts/importDelivery.ts';
export * from './facts/index.ts';
export { RefusedFile } from './facts/refusedFile.ts';
export { spreadsheetBytes } from './facts/spreadsheet.ts';
export { openApiDocument } from './openApi.ts';
export { HttpRefusal } from './refusal.ts';
export { startServer, versionOf, type RunningServer, type StartOptions } from './startServer.ts';
export { readProgrammes, ProgrammeRefusal, type Programmes } from './steering/programmeFiles.ts';
export { statusAsked, statusReport } from './steering/status.ts';
export { statusSheet } from './steering/statusSheet.ts';
export {
  ConfigurationRefusal,
  dataFolderOf,
  DEMOS,
  masterKeyOf,
  type Demo,
  type Environment,
} from './trust/configuration.ts';
