import { CAPACITY, capacitySentence } from './capacity.js';
import { definitionOf } from './fact-model.js';
import { position, positionOf, satisfying } from './intervals.js';
import { ageText, codeText, distinctTexts, factName, listText, measure, numberUnit, tidy } from './texts.js';
import type { Bound, Condition } from './criterion.js';
import type { Verdict } from './evaluate.js';
import type { Known } from './facts.js';
import type { Words } from './texts.js';
import type { FactDefinition } from './vocabulary.js';

/** Says a verdict in one short sentence: what the offer asks, what is there, and by how much it misses. */
export function verdictSentence(words: Words, verdict: Verdict): string {
  const { actual } = verdict;
  if (verdict.result === 'unknown' || actual.state === 'unknown') return tidy(unknownSentence(words, verdict));
  const left = verdict.criterionId === CAPACITY ? capacitySentence(words, verdict) : null;
  return tidy(left ?? knownSentence(words, definitionOf(words.model, verdict.factKey), verdict, actual));
}

function unknownSentence(words: Words, verdict: Verdict): string {
  const { actual, factKey } = verdict;
  if (actual.state === 'unknown') return words.say(`verdict.unknown.${actual.why}`, { fact: factName(words, factKey) });
  const unsure = actual.kind === 'set' ? actual.value.unsure : [];
  const listed = membersAsked(verdict).filter((code) => unsure.includes(code));
  return words.say('verdict.unknown.expired', { fact: listText(words, factKey, listed) });
}

function knownSentence(words: Words, definition: FactDefinition, verdict: Verdict, actual: Known): string {
  switch (actual.kind) {
    case 'money':
    case 'count':
    case 'ppm':
      return numberSentence(words, definition, verdict, actual.value);
    case 'grade':
      return gradeSentence(words, definition, verdict, actual);
    case 'day':
      return verdict.op === 'older-than' ? ageSentence(words, verdict) : daySentence(words, verdict, actual.value);
    case 'code':
      return codeSentence(words, verdict, actual.value);
    case 'flag':
      return words.say(`verdict.flag.${(verdict.expected === true) !== verdict.not ? 'wanted' : 'unwanted'}`, {
        fact: factName(words, verdict.factKey),
        actual: words.say(actual.value ? 'verdict.yes' : 'verdict.no'),
      });
    case 'set':
      return setSentence(words, definition, verdict, actual.value.has);
    case 'place':
      return placeSentence(words, verdict);
  }
}

function numberSentence(words: Words, definition: FactDefinition, verdict: Verdict, actual: number): string {
  const expected = boundsOf(verdict).map((bound) => position(definition, bound));
  const unit = numberUnit(definition);
  const groups = verdict.op === 'in' ? expected.map((one) => [one]) : [expected];
  const [actualText = '', ...texts] = distinctTexts(words, unit, [[actual], ...groups]);
  return words.say(scaleKey(verdict, definition.kind, actual, expected), {
    fact: factName(words, verdict.factKey),
    actual: actualText,
    expected: texts.join(words.say('verdict.list-separator')),
  });
}

function daySentence(words: Words, verdict: Verdict, actual: string): string {
  const expected = boundsOf(verdict).map(String);
  const range = words.say('verdict.range', { from: expected[0] ?? '', to: expected[1] ?? '' });
  return words.say(scaleKey(verdict, 'day', actual, expected), {
    fact: factName(words, verdict.factKey),
    actual,
    expected: verdict.op === 'between' ? range : expected.join(),
  });
}

/** Which wording an ordered fact takes: the side it misses on, and whether it lies exactly on the bound. */
function scaleKey({ op, not, result }: Verdict, kind: string, actual: Bound, [from]: readonly Bound[]): string {
  if (not) return `verdict.scale.not-${op}.${kind}`;
  if (op === 'between' && result === 'not-met')
    return `verdict.scale.${actual < (from ?? actual) ? 'gte' : 'lte'}.not-met.${kind}`;
  if ((op === 'lte' || op === 'gte') && actual === from) return `verdict.scale.${op}.exact`;
  return op === 'between' || op === 'lte' || op === 'gte'
    ? `verdict.scale.${op}.${result}.${kind}`
    : `verdict.scale.${op}`;
}

/** Whatever the operator, a grade is said as the stretch of grades that would do. */
function gradeSentence(words: Words, definition: FactDefinition, verdict: Verdict, actual: Known): string {
  const grades = definition.grades ?? [];
  const stretches = satisfying(definition, { op: verdict.op, value: verdict.expected } as Condition, verdict.not);
  const allowed = grades.filter((_, at) => stretches.some(([low, high]) => low <= at && at <= high));
  const at = positionOf(definition, actual) ?? 0;
  return words.say(`verdict.grade.${verdict.result}`, {
    fact: factName(words, verdict.factKey),
    bound: gradeBound(words, verdict.factKey, grades, allowed),
    actual: codeText(words, verdict.factKey, grades[at] ?? ''),
  });
}

function gradeBound(words: Words, key: string, grades: readonly string[], allowed: readonly string[]): string {
  const [worst, best] = [allowed[0], allowed.at(-1)];
  const unbroken = grades.slice(grades.indexOf(worst ?? ''), grades.indexOf(best ?? '') + 1).length === allowed.length;
  if (worst !== undefined && unbroken && best === grades.at(-1)) return words.say(`fact.${key}.${worst}.up`);
  if (best !== undefined && unbroken && worst === grades[0]) return words.say(`fact.${key}.${best}.down`);
  return allowed.map((grade) => codeText(words, key, grade)).join(words.say('verdict.list-or'));
}

function codeSentence(words: Words, verdict: Verdict, actual: string): string {
  return words.say(`verdict.code.${verdict.not ? 'barred' : 'limited'}.${verdict.result}`, {
    fact: factName(words, verdict.factKey),
    list: listText(words, verdict.factKey, boundsOf(verdict)),
    actual: codeText(words, verdict.factKey, actual),
  });
}

function setSentence(words: Words, definition: FactDefinition, verdict: Verdict, has: readonly string[]): string {
  const { factKey, measured } = verdict;
  const asked = membersAsked(verdict);
  const held = asked.filter((code) => has.includes(code));
  const list = (codes: readonly string[]): string => listText(words, factKey, codes);
  const wanted = verdict.op === 'at-least' ? verdict.expected.count : asked.length;
  // What the need offers reads "accepted", what the enterprise holds reads "required".
  const manner = definition.from === 'need' ? 'offered' : 'held';
  const form = verdict.not && verdict.op !== 'any-of' ? 'fewer' : `${verdict.op}${verdict.not ? '-barred' : ''}`;
  const accepted = manner === 'offered' && verdict.result === 'met';
  const many = form === 'any-of' && asked.length > 1 && !accepted ? '.many' : '';
  return words.say(`verdict.set.${manner}.${form}.${verdict.result}${many}`, {
    fact: factName(words, factKey),
    list: list(asked),
    held: list(held),
    missing: list(asked.filter((code) => !has.includes(code))),
    n: String(wanted),
    count: String(measured?.amount ?? held.length),
  });
}

function ageSentence(words: Words, verdict: Verdict): string {
  return words.say(`verdict.age.${verdict.not ? 'under' : 'over'}.${verdict.result}`, {
    since: words.say(`fact.${verdict.factKey}.since`),
    months: measure(words, 'month', [Number(verdict.expected)]),
    age: ageText(words, verdict.measured?.amount ?? 0),
    days: measure(words, 'day', [verdict.shortfall?.amount ?? 0]),
    day: verdict.settlesOn ?? '',
  });
}

function placeSentence(words: Words, verdict: Verdict): string {
  const km = verdict.op === 'within-km' ? verdict.expected.km : 0;
  const [actual = '', expected = ''] = distinctTexts(words, 'metre', [
    [verdict.measured?.amount ?? 0],
    [Math.round(km * 1000)],
  ]);
  return words.say(`verdict.place.${verdict.not ? 'beyond' : 'within'}.${verdict.result}`, {
    fact: factName(words, verdict.factKey),
    actual,
    expected,
  });
}

function boundsOf(verdict: Verdict): readonly Bound[] {
  switch (verdict.op) {
    case 'between':
      return [verdict.expected.from, verdict.expected.to];
    case 'in':
    case 'under':
    case 'any-of':
    case 'all-of':
      return verdict.expected;
    case 'eq':
      return typeof verdict.expected === 'boolean' ? [] : [verdict.expected];
    case 'lte':
    case 'gte':
    case 'older-than':
      return [verdict.expected];
    case 'at-least':
    case 'within-km':
      return [];
  }
}

function membersAsked(verdict: Verdict): readonly string[] {
  if (verdict.op === 'at-least') return verdict.expected.of;
  return verdict.op === 'any-of' || verdict.op === 'all-of' ? verdict.expected : [];
}
