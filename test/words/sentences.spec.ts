import { opsOfKind } from '../../src/kernel/matching/criterion.js';
import { shelfOpeningSentence } from '../../src/kernel/matching/change-sentences.js';
import { CompiledShelf } from '../../src/kernel/matching/compiled/shelf.js';
import { evaluate } from '../../src/kernel/matching/evaluate.js';
import { complete } from '../../src/kernel/matching/fact-model.js';
import { known, unknown } from '../../src/kernel/matching/facts.js';
import {
  countSentence,
  gapSentence,
  missingSentence,
  openingSentence,
} from '../../src/kernel/matching/fix-sentences.js';
import { match } from '../../src/kernel/matching/match.js';
import { openings } from '../../src/kernel/matching/openings.js';
import { shelfOpenings } from '../../src/kernel/matching/shelf-openings.js';
import { verdictSentence } from '../../src/kernel/matching/sentences.js';
import { catalogue, definitions, model, wordsIn } from './words.js';
import type { Criterion } from '../../src/kernel/matching/criterion.js';
import type { FactSheet, FactValue, Known } from '../../src/kernel/matching/facts.js';
import type { FactDefinition } from '../../src/kernel/matching/vocabulary.js';

const today = '2026-11-23';
const wan = (n: number) => Math.round(n * 1_000_000);
const zh = wordsIn('zh-CN');
const en = wordsIn('en');

function criterion(factKey: string, op: string, value: unknown, not = false): Criterion {
  return { id: 'c', factKey, op, value, not, hard: true } as Criterion;
}
function say(words: typeof zh, one: Criterion, fact: FactValue): string {
  return verdictSentence(words, evaluate(model, one, { [one.factKey]: fact }, today));
}
const set = (...has: string[]): Known => known('set', { has, unsure: [] });

describe('a verdict reads', () => {
  it.each<[string, string, unknown, FactValue, boolean?]>([
    ['金额 500 万元在 50–1,000 万元内', 'amount', { from: wan(50), to: wan(1000) }, known('money', wan(500))],
    ['金额 1,200.5 万元，高于 50–1,000 万元', 'amount', { from: wan(50), to: wan(1000) }, known('money', wan(1200.5))],
    ['金额 20 万元，低于 50–1,000 万元', 'amount', { from: wan(50), to: wan(1000) }, known('money', wan(20))],
    ['金额正好到上限 500 万元', 'amount lte', wan(500), known('money', wan(500))],
    ['金额 5,000,010 元，高于 5,000,000 元', 'amount lte', wan(500), known('money', wan(500) + 1000)],
    ['期限 24 个月不超过 36 个月', 'termMonths lte', 36, known('count', 24)],
    ['期限 60 个月，超过 36 个月', 'termMonths lte', 36, known('count', 60)],
    ['资产负债率 63.2%，高于 60%', 'debtRatio lte', 600_000, known('ppm', 632_000)],
    ['资产负债率 60.0001%，高于 60%', 'debtRatio lte', 600_000, known('ppm', 600_001)],
    ['营业收入增长率 -3.33%，低于 10%', 'revenueGrowth gte', 100_000, known('ppm', -33_334)],
    ['近 12 月纳税额 2.5 万元，低于 3 万元', 'taxPaid12m gte', wan(3), known('money', wan(2.5))],
    ['近 2 年平均纳税额 0.6 万元不低于 0.5 万元', 'taxPaidAverage2y gte', wan(0.5), known('money', wan(0.6))],
    ['发明专利 1 件，不足 2 件', 'inventionPatents gte', 2, known('count', 1)],
    ['净利润须高于 0 万元：-20 万元', 'netProfit lte', 0, known('money', wan(-20)), true],
    ['纳税信用 B 级以上：A 级', 'taxGrade gte', 'B', known('grade', 'A')],
    ['纳税信用 B 级以上：现为 M 级', 'taxGrade gte', 'B', known('grade', 'M')],
    ['纳税信用 M 级或 A 级：现为 B 级', 'taxGrade in', ['A', 'M'], known('grade', 'B')],
    ['企业规模限小微型：现为中型', 'sizeClass lte', 'small', known('grade', 'medium')],
    ['近 2 年逾期须无未结清：有已结清', 'overdueRecord gte', 'settled', known('grade', 'settled')],
    ['成立满 24 个月：已 7 年', 'establishedOn older-than', 24, known('day', '2019-04-02')],
    ['成立满 24 个月：还差 74 天，2027-02-05 起满足', 'establishedOn older-than', 24, known('day', '2025-02-05')],
    ['法定代表人任职满 6 个月：已 13 个月', 'legalRepSince older-than', 6, known('day', '2025-10-01')],
    ['接受知识产权质押', 'guarantees any-of', ['credit', 'ip-pledge'], set('ip-pledge', 'legal-rep')],
    ['可提供担保须有房产抵押：没有', 'guarantees any-of', ['house-mortgage'], set('ip-pledge')],
    ['要求高新技术企业：有', 'qualifications any-of', ['high-tech'], set('high-tech')],
    ['要求高新技术企业、瞪羚企业之一：有瞪羚企业', 'qualifications any-of', ['high-tech', 'gazelle'], set('gazelle')],
    ['要求高新技术企业、瞪羚企业：缺高新技术企业', 'qualifications all-of', ['high-tech', 'gazelle'], set('gazelle')],
    ['所属行业不含房地产业：现为房地产业', 'industry under', ['70'], known('code', '70'), true],
    ['用途限研发投入、技术改造：现为其他', 'purpose in', ['research', 'technical-upgrade'], known('code', 'other')],
    ['要求首贷户：否', 'firstLoan eq', true, known('flag', false)],
    ['缺资料：近 12 月纳税额', 'taxPaid12m gte', wan(3), unknown('absent')],
    ['还没想好：期限', 'termMonths lte', 36, unknown('undecided')],
    [
      '经营地点距离 1.1 公里，超过 1 公里',
      'location within-km',
      { lat: 0, lng: 0, km: 1 },
      known('place', { lat: 0.01, lng: 0 }),
    ],
  ])('%s', (text, subject, value, fact, not = false) => {
    const [factKey = '', op = 'between'] = subject.split(' ');
    expect(say(zh, criterion(factKey, op, value, not), fact)).toBe(text);
  });

  it('in English too', () => {
    const range = criterion('amount', 'between', { from: wan(50), to: wan(1000) });
    expect(say(en, range, known('money', wan(500)))).toBe('Amount CNY 5,000,000 lies in CNY 500,000–10,000,000');
    const age = criterion('establishedOn', 'older-than', 24);
    expect(say(en, age, known('day', '2025-02-05'))).toBe(
      'Established 24 mo or longer: 74 d short, met from 2027-02-05',
    );
  });

  it('names only the members whose proof has expired', () => {
    const members = known('set', { has: ['gazelle'], unsure: ['high-tech', 'champion'] });
    const one = criterion('qualifications', 'all-of', ['gazelle', 'high-tech']);
    expect(say(zh, one, members)).toBe('资料过期，请更新：高新技术企业');
  });
});

describe('a fix reads', () => {
  const facts: FactSheet = {
    amount: known('money', wan(500)),
    revenue: known('money', wan(1000)),
    guarantees: set('ip-pledge'),
    establishedOn: known('day', '2025-02-05'),
  };
  const ranking = { rateFromPpm: null, medianAnswerHours: null, amountHeadroomFen: null };
  const fix = (...criteria: Criterion[]): string[] =>
    openings(model, facts, { id: 'o', number: 'P-1', criteria, tiers: [], ranking }, today).map((one) =>
      openingSentence(zh, one),
    );

  it.each<[string, Criterion[]]>([
    ['金额改为 300 万元以内即全部符合', [criterion('amount', 'lte', wan(300))]],
    ['金额改为 200–300 万元即全部符合', [criterion('amount', 'between', { from: wan(200), to: wan(300) })]],
    ['金额改为 800 万元以上即全部符合', [criterion('amount', 'gte', wan(800))]],
    // 1,000,009.99 元 would still round down to 10 %; what is said is a round amount that surely opens.
    ['金额改为 100 万元以内即全部符合', [criterion('amountToRevenue', 'lte', 100_000)]],
    ['可提供担保增加房产抵押即全部符合', [criterion('guarantees', 'any-of', ['house-mortgage'])]],
    ['可提供担保去掉知识产权质押即全部符合', [criterion('guarantees', 'any-of', ['ip-pledge'], true)]],
    ['2027-02-05 起即全部符合', [criterion('establishedOn', 'older-than', 24)]],
    [
      '金额改为 300 万元以内后补资料即可判断',
      [criterion('amount', 'lte', wan(300)), criterion('taxGrade', 'gte', 'B')],
    ],
  ])('%s', (text, criteria) => {
    expect(fix(...criteria)[0]).toMatch(text);
  });

  it.each<[string, Criterion[][]]>([
    // Bounds that lie in the way further on make it a single number, not a direction.
    ['金额改为 300 万元以内：多 1 个产品全部符合', [[criterion('amount', 'lte', wan(300))]]],
    ['金额改为 300 万元：多 1 个产品全部符合', [[criterion('amount', 'between', { from: wan(200), to: wan(300) })]]],
    [
      '金额改为 300 万元以内：多 2 个产品全部符合，少 1 个',
      [
        [criterion('amount', 'lte', wan(300))],
        [criterion('amount', 'lte', wan(300))],
        [criterion('amount', 'gte', wan(400))],
      ],
    ],
    ['金额改为 100 万元以内：多 1 个产品全部符合', [[criterion('amountToRevenue', 'lte', 100_000)]]],
    ['可提供担保增加房产抵押：多 1 个产品全部符合', [[criterion('guarantees', 'any-of', ['house-mortgage'])]]],
    [
      '金额改为 300 万元，可提供担保增加房产抵押：多 1 个产品全部符合',
      [[criterion('amount', 'lte', wan(300)), criterion('guarantees', 'any-of', ['house-mortgage'])]],
    ],
  ])('%s', (text, shelf) => {
    const offers = shelf.map((criteria, at) => ({ id: `o${at}`, number: `P-${at}`, criteria, tiers: [], ranking }));
    const [best] = shelfOpenings(new CompiledShelf(model, offers), facts, today);
    expect(best && shelfOpeningSentence(zh, best)).toBe(text);
  });

  it('counts, gaps and papers', () => {
    const criteria = [criterion('amount', 'lte', wan(300)), criterion('amount', 'gte', wan(10))];
    const { pairs, gaps } = match(
      model,
      complete(model, facts),
      [{ id: 'o', number: 'P', criteria, tiers: [], ranking }],
      today,
    );
    expect(pairs.map((pair) => countSentence(zh, pair))).toEqual(['1/2 项符合']);
    expect(gaps.map((gap) => gapSentence(zh, gap))).toEqual([
      '金额：挡住 1 个产品，其中 1 个只差这一项，最少差 200 万元',
    ]);
    expect(missingSentence(zh, ['taxPaid12m', 'revenue'])).toBe('补 2 份资料即可判断：近 12 月纳税额、营业收入');
  });
});

describe('catalogues', () => {
  it('hold the same keys and placeholders in both languages', () => {
    const [one, two] = [catalogue('zh-CN'), catalogue('en')];
    expect(Object.keys(two)).toEqual(Object.keys(one));
  });

  it('name every fact, code and grade, no two of a fact alike and none with a list separator', () => {
    for (const words of [zh, en]) {
      expect(new Set(definitions.map(({ key }) => words.say(`fact.${key}`))).size).toBe(definitions.length);
      for (const [key, codes] of Object.entries(model.codes)) {
        const names = codes.map((code) => words.say(`fact.${key}.${code}`));
        expect(new Set(names).size).toBe(codes.length);
        expect(names.filter((name) => /[、;,/\n；，]/.test(name))).toEqual([]);
      }
    }
  });

  it('have a sentence for every fact, operator and result', () => {
    for (const words of [zh, en]) {
      for (const definition of definitions) {
        for (const [one, fact] of everyCase(definition)) {
          const sentence = say(words, one, fact);
          expect(sentence).not.toMatch(/undefined|NaN|\{\{|\s{2}/);
          expect(sentence.length).toBeGreaterThan(2);
        }
      }
    }
  });
});

/** Each operator of the fact, plain and turned round, on each of a few values and on an unknown one. */
function everyCase(definition: FactDefinition): [Criterion, FactValue][] {
  const { key, kind } = definition;
  const codes = definition.grades ?? model.codes[key] ?? ['x1', 'x2', 'x3'];
  const [first = '', second = ''] = codes;
  const bounds = { money: [1, wan(3)], count: [1, 30], ppm: [1, 60_000], day: ['2020-01-31', '2026-11-01'] };
  const [low, high] = kind in bounds ? bounds[kind as keyof typeof bounds] : [first, second];
  const values: Record<string, unknown[]> = {
    eq: kind === 'flag' ? [true, false] : [low, high],
    in: [[low], [low, high]],
    under: [[first], [...codes]],
    lte: [low, high],
    gte: [low, high],
    between: [
      { from: low, to: low },
      { from: low, to: high },
    ],
    'any-of': [[first], [...codes]],
    'all-of': [[first], [...codes]],
    'at-least': [{ count: 2, of: [...codes] }],
    'within-km': [{ lat: 24, lng: 118, km: 5 }],
    'older-than': [0, 24, 400],
  };
  const facts: FactValue[] = [unknown('absent'), unknown('expired'), unknown('disputed'), unknown('undecided')];
  if (kind === 'set') facts.push(set(), set(first), set(...codes), known('set', { has: [], unsure: [first] }));
  else if (kind === 'place') facts.push(known('place', { lat: 24, lng: 118 }), known('place', { lat: 25, lng: 118 }));
  else if (kind === 'flag') facts.push(known('flag', true), known('flag', false));
  else facts.push(known(kind, low as never), known(kind, high as never));
  return opsOfKind[kind]
    .filter((op) => op !== 'under' || definition.hierarchy)
    .filter((op) => op !== 'older-than' || key.endsWith('On') || key.endsWith('Since'))
    .flatMap((op) => (values[op] ?? []).flatMap((value) => [false, true].map((not) => criterion(key, op, value, not))))
    .flatMap((one) => facts.map((fact): [Criterion, FactValue] => [one, fact]));
}
