export type { Engine } from './engine.ts';
export { type EngineOptions, openEngine } from './openEngine.ts';
export { projectRoot } from './projectRoot.ts';
export { EngineRefusal } from './refusal.ts';
