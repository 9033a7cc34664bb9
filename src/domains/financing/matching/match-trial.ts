import { known, unknown, type FactSheet } from '../../../kernel/matching/facts.js';
import { writeNumber } from '../../../kernel/matching/cell-values.js';
import { spokenNumber } from '../../../kernel/matching/change-sentences.js';
import type { Change } from '../../../kernel/matching/changes.js';
import { definitionOf } from '../../../kernel/matching/fact-model.js';
import type { Opening } from '../../../kernel/matching/openings.js';
import { compareText } from '../../../kernel/matching/pair.js';
import { numberUnit } from '../../../kernel/matching/texts.js';
import { bind } from '../../../platform/http/bind.js';
import { field, form } from '../../../platform/http/fields.js';
import { formView } from '../../../platform/http/form-view.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { financingModel } from './fact-model.js';
import { financingCodes, financingTerms } from './facts.js';
import type { FinancingNeed } from '../needs/need.entity.js';
import { amountLimits } from '../needs/need.forms.js';

/** 改条件试算: what the enterprise could change today. Read from the address, never stored. */
@form('financing.trial')
export class TrialForm {
  @field.wan({ min: amountLimits.min, max: amountLimits.max }) amount!: number;
  @field.choice(financingTerms.map(String), { words: 'financing.term', undecided: 'undecided' }) termMonths!:
    string | null;
  @field.choices(financingCodes.guarantees, { words: 'fact.guarantees', optional: true }) guarantees!: string[];
  @field.choices(financingCodes.repayments, { words: 'fact.repayments', optional: true }) repayments!: string[];
  @field.percent({ optional: true, min: 10_000, max: 240_000 }) maxRate!: number | null;
}

export type TrialFacts = Pick<FinancingNeed, 'amount' | 'termMonths' | 'guarantees' | 'repayments' | 'maxRate'>;
const names = ['amount', 'termMonths', 'guarantees', 'repayments', 'maxRate'] as const;

export interface Trial {
  readonly form: FormView;
  /** Facts that differ from the need's own; empty when nothing is tried. */
  readonly changes: FactSheet;
  /** The address part that repeats it. */
  readonly query: string;
}

/** Reads a trial from the address; what cannot be read is shown again with its refusal, and nothing is tried. */
export async function readTrial(need: TrialFacts, query: Record<string, unknown>): Promise<Trial> {
  const asked = names.some((name) => name in query);
  const stored = { ...need, termMonths: need.termMonths === null ? null : String(need.termMonths) };
  const blank = { form: formOf(stored, 'stored'), changes: {}, query: '' };
  if (!asked) return blank;
  const typed = { ...valuesOf(need), ...Object.fromEntries(names.filter((n) => n in query).map((n) => [n, query[n]])) };
  // A form with every box of a list unticked sends none of them.
  if ('amount' in query) for (const name of ['guarantees', 'repayments']) if (!(name in query)) typed[name] = [];
  const bound = await bind(TrialForm, typed);
  if (!bound.ok) return { ...blank, form: formView(TrialForm, typed, bound.problems, 'typed') };
  const input = bound.input;
  const termMonths = input.termMonths === null ? null : Number(input.termMonths);
  const { amount, guarantees, maxRate } = input;
  const repayments = input.repayments.length > 0 ? input.repayments : null;
  const tried: TrialFacts = { amount, termMonths, guarantees, repayments, maxRate };
  return { form: formView(TrialForm, typed, [], 'typed'), changes: changesOf(need, tried), query: queryOf(tried) };
}

const formOf = (values: object, source: 'stored' | 'typed') =>
  formView(TrialForm, values as Record<string, unknown>, [], source);

function valuesOf(facts: TrialFacts): Record<string, unknown> {
  return {
    amount: facts.amount === null ? '' : writeNumber({ kind: 'money' }, facts.amount),
    termMonths: facts.termMonths === null ? 'undecided' : String(facts.termMonths),
    guarantees: [...(facts.guarantees ?? [])],
    repayments: [...(facts.repayments ?? [])],
    maxRate: facts.maxRate === null ? '' : writeNumber({ kind: 'ppm' }, facts.maxRate),
  };
}

export function queryOf(facts: TrialFacts): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(valuesOf(facts)))
    for (const one of [value].flat()) if (one !== '') query.append(name, String(one));
  return query.toString();
}

function changesOf(need: TrialFacts, tried: TrialFacts): FactSheet {
  const set = (has: readonly string[] | null) =>
    has === null ? unknown('absent') : known('set', { has: [...has], unsure: [] });
  const all: FactSheet = {
    amount: known('money', tried.amount ?? 0),
    termMonths: tried.termMonths === null ? unknown('undecided') : known('count', tried.termMonths),
    guarantees: set(tried.guarantees),
    repayments: set(tried.repayments),
    maxRate: tried.maxRate === null ? unknown('absent') : known('ppm', tried.maxRate),
  };
  const text = (value: unknown) =>
    JSON.stringify(Array.isArray(value) ? value.map(String).toSorted(compareText) : (value ?? null));
  const same = (name: (typeof names)[number]) =>
    text(need[name]) === text(tried[name]) || (text(need[name]) === 'null' && text(tried[name]) === '[]');
  return Object.fromEntries(Object.entries(all).filter(([name]) => !same(name as (typeof names)[number])));
}

/** The need with some facts changed as a sentence says it, ready to be tried; null where a trial cannot ask for it. */
export function changedQuery(need: TrialFacts, changes: readonly Change[]): string | null {
  let tried: TrialFacts = need;
  for (const change of changes) {
    if (!(names as readonly string[]).includes(change.factKey) || change.kind === 'choice') return null;
    const unit = numberUnit(definitionOf(financingModel, change.factKey));
    const to = change.kind === 'number' ? spokenNumber(unit, change) : membersAfter(change);
    if (change.factKey === 'amount' && !isAskable(Number(to))) return null;
    tried = { ...tried, [change.factKey]: to };
  }
  return queryOf(tried);
}

const isAskable = (amount: number): boolean => amount >= amountLimits.min && amount <= amountLimits.max;

const membersAfter = ({ becomes }: Change): readonly string[] => (becomes.kind === 'set' ? becomes.value.has : []);

/** Numbers in a trial are as round as in the sentence: to 100 yuan, to 0.01 %; towards the inside of what opens. */
const finest: Readonly<Record<string, number>> = { amount: 10_000, maxRate: 100 };

/** The need as one opening would have it, ready to be tried; null where it is not for the need to change. */
export function openedQuery(need: TrialFacts, opening: Opening): string | null {
  if (opening.kind === 'wait' || !(names as readonly string[]).includes(opening.factKey)) return null;
  if (opening.kind === 'number') {
    const step = finest[opening.factKey] ?? 1;
    const down = opening.to < opening.from;
    const rounded = (down ? Math.floor : Math.ceil)(opening.to / step) * step;
    const inside = (opening.least ?? rounded) <= rounded && rounded <= (opening.most ?? rounded);
    return queryOf({ ...need, [opening.factKey]: inside ? rounded : opening.to });
  }
  if (opening.kind === 'choice') return null;
  const held = need[opening.factKey as 'guarantees' | 'repayments'] ?? [];
  const members = [...held.filter((code) => !opening.remove.includes(code)), ...opening.add];
  return queryOf({ ...need, [opening.factKey]: members });
}
