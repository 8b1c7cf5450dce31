/** For tests of this floor and those above it; no part of the product. */
export * from './municipality.ts';
export * from './arbitraryRecords.ts';
export * from './arbitraryQuestion.ts';
export * from './programmeFiles.ts';
