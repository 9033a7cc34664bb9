import type { Demand } from '../../../matchmaking/demand.entity.js';
import type { FinancingNeed } from './need.entity.js';
import type { NeedChange } from './needs.service.js';

/** What a page of the form gave, field by field; a field that is not there was not asked. */
export type Answers = Readonly<Record<string, unknown>>;

const flag = (answer: unknown): boolean | null => (answer === null ? null : answer === 'yes');
/** Nothing ticked says nothing: the enterprise has not told, it has not refused everything. */
const ticks = (answer: unknown): string[] | null =>
  Array.isArray(answer) && answer.length > 0 ? (answer as string[]) : null;

const readers: Readonly<Record<string, (answer: unknown) => unknown>> = {
  termMonths: (answer) => (answer === null ? null : Number(answer)),
  firstLoan: flag,
  renewal: flag,
  guarantees: ticks,
  repayments: ticks,
};

/** Answers as facts of the need. */
export function changeFrom(answers: Answers): NeedChange {
  return Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [name, readers[name] ? readers[name](answer) : answer]),
  );
}

/** Facts of the need as answers, for the form to show. */
export function answersFrom(need: FinancingNeed, demand: Demand): Answers {
  const spoken = (value: boolean | null) => (value === null ? null : value ? 'yes' : 'no');
  return {
    ...Object.fromEntries(Object.entries(need)),
    termMonths: need.termMonths === null ? null : String(need.termMonths),
    firstLoan: spoken(need.firstLoan),
    renewal: spoken(need.renewal),
    referralCap: demand.referralCap,
  };
}
