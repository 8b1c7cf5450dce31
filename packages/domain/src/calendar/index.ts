export * from './day.ts';
export * from './month.ts';
export * from './week.ts';
export * from './holiday.ts';
export * from './copenhagen.ts';
