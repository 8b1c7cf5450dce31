export { evaluateInSql, peopleBehind } from './evaluateInSql.ts';
export type { CitizenBehind, EvaluationOptions, PeopleBehind } from './evaluateInSql.ts';
export type { IndicatorRequest } from './request.ts';
export { caseloads } from './caseload.ts';
export type { CaseCounts, CaseloadOfDay, CaseloadOfEmployee } from './caseload.ts';
export type { TargetGroupRule } from './conditionBits.ts';
