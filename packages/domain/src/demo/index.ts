export { recordsKnownOn, type EarlierVersion, type RecordedAt } from './chronicle.ts';
export type { Expectations, PortfolioExpectations, Share } from './expectations.ts';
export { demoMunicipality, type DemoPerson, type DemoScenario } from './scenario.ts';
export { vardeScenario } from './varde.ts';
