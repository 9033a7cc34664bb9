import { businessZone, dayOf } from '../../../kernel/day.js';
import { definitionOf } from '../../../kernel/matching/fact-model.js';
import { factOf, type FactSheet, type FactValue } from '../../../kernel/matching/facts.js';
import { codeText, factName, measure, numberUnit, type Words } from '../../../kernel/matching/texts.js';
import { message, type Text } from '../../../platform/i18n/message.js';
import type { Shown } from '../../../platform/views/value-helpers.js';
import { financingModel } from './fact-model.js';
import type { FinancingNeed } from '../needs/need.entity.js';

export interface Labelled {
  readonly label: Text;
  readonly value: Shown;
}

/** A fact as people read it; null where it is not known. */
export function factText(words: Words, key: string, fact: FactValue): string | null {
  if (fact.state === 'unknown') return null;
  switch (fact.kind) {
    case 'money':
    case 'count':
    case 'ppm':
      return measure(words, numberUnit(definitionOf(financingModel, key)), [fact.value]);
    case 'code':
    case 'grade':
      return codeText(words, key, fact.value);
    case 'set':
      return fact.value.has.map((code) => codeText(words, key, code)).join(words.say('financing.match.joint')) || null;
    case 'flag':
      return words.say(fact.value ? 'verdict.yes' : 'verdict.no');
    case 'day':
      return fact.value;
    case 'place':
      return null;
  }
}

/** 金额、用途、期限、担保、希望放款、核实人: what the page is about. */
export function needFacts(
  words: Words,
  facts: FactSheet,
  need: FinancingNeed,
  verified: { name: string; at: Date } | null,
): Labelled[] {
  const own = ['amount', 'purpose', 'termMonths', 'guarantees'].map((key) => ({
    label: factName(words, key),
    value: factText(words, key, factOf(facts, key)),
  }));
  const by =
    verified && message('financing.match.verified-by', { name: verified.name, day: dayOf(verified.at, businessZone) });
  return [
    ...own,
    {
      label: message('financing.match.needed-by'),
      value: need.neededBy && message('financing.match.before', { day: need.neededBy }),
    },
    { label: message('financing.match.verifier'), value: by },
  ];
}

/** 企业情况: the facts that banks ask for most. */
export function enterpriseFacts(words: Words, facts: FactSheet): Labelled[] {
  return ['establishedOn', 'revenue', 'taxGrade', 'qualifications', 'insuredStaff'].map((key) => ({
    label: factName(words, key),
    value: factText(words, key, factOf(facts, key)),
  }));
}

/** “海岚光电科技有限公司：500 万元流动资金贷款”. */
export function needTitle(words: Words, organisation: string, facts: FactSheet): Text {
  const amount = factText(words, 'amount', factOf(facts, 'amount')) ?? '';
  const kind = factText(words, 'financingKind', factOf(facts, 'financingKind')) ?? '';
  return message('need.title', { organisation, amount, kind });
}
