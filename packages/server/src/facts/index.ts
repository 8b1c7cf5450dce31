export * from './limits.ts';
export * from './readDelivery.ts';
export * from './writeDelivery.ts';
export * from './workbook.ts';
export * from './spreadsheetCsv.ts';
