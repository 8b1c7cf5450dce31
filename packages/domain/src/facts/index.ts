export * from './problem.ts';
export * from './problemMessage.ts';
export * from './readExchange.ts';
export * from './checkReferences.ts';
export * from './recordProblems.ts';
export * from './writeExchange.ts';
export { writtenCell } from './separatedText.ts';
export * from './decimal.ts';
