import { missingSentence, openingSentence } from '../../../kernel/matching/fix-sentences.js';
import { missingIn } from '../../../kernel/matching/gaps.js';
import type { Verdict } from '../../../kernel/matching/evaluate.js';
import type { FactSheet } from '../../../kernel/matching/facts.js';
import type { Opening } from '../../../kernel/matching/openings.js';
import type { PairResult } from '../../../kernel/matching/pair.js';
import { verdictSentence } from '../../../kernel/matching/sentences.js';
import type { Words } from '../../../kernel/matching/texts.js';
import { resultOf, type Unit } from '../../../kernel/matching/units.js';
import { financingModel } from './fact-model.js';

export interface SaidVerdict {
  readonly verdict: Verdict['result'];
  readonly text: string;
}

/** What people ask first comes first; the rest in the author's order. */
const first = ['quota', 'amount', 'termMonths', 'guarantees'];
const place = (key: string): number => (first.includes(key) ? first.indexOf(key) : first.length);

/** The reasons of a pair: what holds of each hard unit, or what keeps it from holding. */
export function reasons(words: Words, units: readonly Unit[]): SaidVerdict[] {
  return units
    .filter((unit) => unit.hard)
    .flatMap(tellingVerdicts)
    .toSorted((a, b) => place(a.factKey) - place(b.factKey))
    .map((verdict) => said(words, verdict));
}

/** Only what is open: misses and unknowns, misses first. */
export function openReasons(words: Words, units: readonly Unit[]): SaidVerdict[] {
  const all = reasons(words, units).filter(({ verdict }) => verdict !== 'met');
  return all.toSorted((a, b) => Number(a.verdict === 'unknown') - Number(b.verdict === 'unknown'));
}

/** Preferences (soft criteria), which order but never exclude. */
export function preferences(words: Words, units: readonly Unit[]): SaidVerdict[] {
  return units
    .filter((unit) => !unit.hard)
    .flatMap(tellingVerdicts)
    .map((verdict) => said(words, verdict));
}

const said = (words: Words, verdict: Verdict): SaidVerdict => ({
  verdict: verdict.result,
  text: verdictSentence(words, verdict),
});

/** Of alternatives, the one that holds; when none does, what each of them still lacks. */
function tellingVerdicts(unit: Unit): readonly Verdict[] {
  const holding = unit.branches.find((branch) => resultOf(branch) === 'met');
  if (holding) return holding;
  const open = unit.branches.filter((branch) => unit.result === 'not-met' || resultOf(branch) === 'unknown');
  return open.flatMap((branch) => branch.filter(({ result }) => result !== 'met'));
}

/** What would help: each tried opening as a sentence, a date as the day of the next match by itself. */
export function fixSentence(words: Words, opening: Opening): string {
  if (opening.kind === 'wait') return words.say('financing.match.rematch-on', { day: opening.on });
  return openingSentence(words, opening);
}

export interface Missing {
  readonly sentence: string;
  readonly factKeys: readonly string[];
}

export function missingOf(words: Words, sheet: FactSheet, pair: PairResult): Missing {
  const factKeys = [...missingIn(financingModel, sheet, pair).keys()];
  return { factKeys, sentence: missingSentence(words, factKeys) };
}
