import fc from 'fast-check';
import { opWords, readCondition, writeCondition } from '../../src/kernel/matching/cells.js';
import { definitions, model, wordsIn } from './words.js';
import type { Criterion } from '../../src/kernel/matching/criterion.js';

const zh = wordsIn('zh-CN');
const read = (fact: string, op: string, value: string) => readCondition(zh, { fact, op, value });

describe('a row of the sheet 条件', () => {
  it.each<[string, string, string, string, boolean, string, unknown]>([
    ['金额', '不高于', '500', 'amount', false, 'lte', 500_000_000],
    ['amount', 'lte', '1,000.5 万元', 'amount', false, 'lte', 1_000_500_000],
    ['金额', '不高于', '１.２亿', 'amount', false, 'lte', 12_000_000_000],
    ['近2年平均纳税额', '不低于', '5,000元', 'taxPaidAverage2y', false, 'gte', 500_000],
    ['金额', '介于', '50-1000', 'amount', false, 'between', { from: 50_000_000, to: 1_000_000_000 }],
    ['金额', '介于', '50 至 1,000 万元', 'amount', false, 'between', { from: 50_000_000, to: 1_000_000_000 }],
    ['资产负债率', '不高于', '60%', 'debtRatio', false, 'lte', 600_000],
    ['资产负债率', '低于', '60', 'debtRatio', true, 'gte', 600_000],
    ['营业收入增长率', '介于', '-10%～20％', 'revenueGrowth', false, 'between', { from: -100_000, to: 200_000 }],
    ['期限', '属于其一', '12个月、3年', 'termMonths', false, 'in', [12, 36]],
    ['纳税信用', '不低于', 'B级', 'taxGrade', false, 'gte', 'B'],
    ['所属行业', '不属于', '70、K71', 'industry', true, 'under', ['70', 'K71']],
    [
      '企业资质',
      '包含任一',
      '高新技术企业；little-giant',
      'qualifications',
      false,
      'any-of',
      ['high-tech', 'little-giant'],
    ],
    ['企业资质', '包含全部', '高新技术企业', 'qualifications', false, 'all-of', ['high-tech']],
    [
      '企业资质',
      '至少 N 项',
      '2：高新技术企业、瞪羚企业',
      'qualifications',
      false,
      'at-least',
      { count: 2, of: ['high-tech', 'gazelle'] },
    ],
    [
      '经营地点',
      '距离不超过',
      '5公里：24.88，118.67',
      'location',
      false,
      'within-km',
      { lat: 24.88, lng: 118.67, km: 5 },
    ],
    ['成立日期', '满（月）', '2 年', 'establishedOn', false, 'older-than', 24],
    ['首贷户', '等于', '是', 'firstLoan', false, 'eq', true],
    ['成立日期', '不高于', '2020-01-01', 'establishedOn', false, 'lte', '2020-01-01'],
  ])('%s %s %s', (fact, op, value, factKey, not, code, expected) => {
    expect(read(fact, op, value)).toEqual({ factKey, not, condition: { op: code, value: expected } });
  });

  it.each([
    ['fact-unknown', '身高', '不高于', '5'],
    ['op-unknown', '金额', '大概', '5'],
    ['op-does-not-fit', '金额', '包含任一', '5'],
    ['value-unreadable', '金额', '不高于', '很多'],
    ['value-unreadable', '金额', '不高于', '5.1234567'],
    ['value-unreadable', '金额', '介于', '50'],
    ['value-unreadable', '首贷户', '等于', '也许'],
    ['value-unreadable', '企业资质', '至少N项', '高新技术企业'],
    ['value-does-not-fit', '成立日期', '不低于', '2026-02-30'],
    ['range-reversed', '金额', '介于', '1000-50'],
    ['code-unknown', '企业资质', '包含任一', '世界五百强'],
    ['list-empty', '企业资质', '包含任一', '、'],
    ['count-out-of-reach', '企业资质', '至少N项', '3：高新技术企业、瞪羚企业'],
  ])('answers %s for %s %s %s', (problem, fact, op, value) => {
    expect(read(fact, op, value)).toEqual({ problems: [problem] });
  });

  it('offers the operator words that fit the fact', () => {
    const words = (key: string): string[] =>
      opWords(zh, definitions.find((one) => one.key === key) ?? { key, kind: 'flag', from: 'need' });
    expect(words('guarantees')).toEqual(['包含任一', '不包含', '包含全部', '未包含全部', '至少N项', '少于N项']);
    expect(words('industry')).toContain('不属于');
    expect(words('purpose')).not.toContain('属于');
  });
});

const whole = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
const ofKind = (...kinds: string[]) => fc.constantFrom(...definitions.filter(({ kind }) => kinds.includes(kind)));
const range = fc.tuple(whole, whole).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const numbers = fc.oneof(
  fc.record({ op: fc.constantFrom('lte', 'gte', 'eq'), value: whole }),
  fc.record({ op: fc.constant('between'), value: range }),
);
const coded = fc
  .constantFrom(...Object.keys(model.codes))
  .chain((key) => fc.tuple(fc.constant(key), fc.subarray([...(model.codes[key] ?? [])], { minLength: 2 })))
  .chain(([factKey, list]) => {
    const isSet = model.facts.get(factKey)?.kind === 'set';
    const condition = isSet
      ? fc.oneof(
          fc.record({ op: fc.constantFrom('any-of', 'all-of'), value: fc.constant(list) }),
          fc.record({ op: fc.constant('at-least'), value: fc.constant({ count: 2, of: list }) }),
        )
      : fc.record({ op: fc.constant('in'), value: fc.constant(list) });
    return condition.map((one) => ({ factKey, ...one }));
  });
const numeric = fc.tuple(ofKind('money', 'ppm', 'count'), numbers).map(([{ key }, one]) => ({ factKey: key, ...one }));

it.each(['zh-CN', 'en'] as const)('what is written in %s is read back', (locale) => {
  const words = wordsIn(locale);
  fc.assert(
    fc.property(fc.oneof(numeric, coded), fc.boolean(), (given, not) => {
      const criterion = { id: 'c', hard: true, not, ...given } as unknown as Criterion;
      const { factKey, op, value } = criterion;
      expect(readCondition(words, writeCondition(words, criterion))).toEqual({
        factKey,
        not,
        condition: { op, value },
      });
    }),
    { numRuns: 1000 },
  );
});
