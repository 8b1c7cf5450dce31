/** The records of the room money. Amounts stand in kroner in the exchange folder and are held as whole øre. */
import {
  code,
  day,
  defineKind,
  key,
  money,
  optional,
  reference,
  text,
  type RecordOf,
} from '../facts/column.ts';

/** Budget posts of the agency's form: 1 salary, 2 transport, 3 audit, 4 other. */
export const BUDGET_POSTS = ['1', '2', '3', '4'] as const;

export const budgetLines = defineKind({
  name: 'budget_lines',
  key: 'line_id',
  columns: {
    line_id: key(),
    programme: text(),
    post: code(BUDGET_POSTS, {
      codeAliases: { salary: '1', transport: '2', audit: '3', other: '4' },
    }),
    text: text(),
    budget_ore: money({ exchangeName: 'budget_dkk' }),
    note: optional(text()),
  },
});

export const ledger = defineKind({
  name: 'ledger',
  key: 'entry_id',
  columns: {
    entry_id: key(),
    programme: text(),
    line_id: reference('budget_lines'),
    booked_on: day(),
    text: text(),
    amount_ore: money({ exchangeName: 'amount_dkk' }),
  },
});

export type BudgetLine = RecordOf<typeof budgetLines>;
export type LedgerEntry = RecordOf<typeof ledger>;
