import { fen, parseWan } from './money.js';
import { sizeClassOf, sizeRuleFor } from './size-class.js';
import { sizeRules } from './size-rules.js';

const wan = (text: string | null) => {
  if (text === null) return null;
  const parsed = parseWan(text);
  if (!parsed.ok) throw new Error(parsed.code);
  return parsed.value;
};

describe('sizeClassOf', () => {
  it.each([
    ['工业', '3976', 1000, '40000', null, 'large'],
    ['工业', '3976', 1000, '39999.99', null, 'medium'],
    ['工业', '3976', 999, '900000', null, 'medium'],
    ['工业', '3976', 300, '2000', null, 'medium'],
    ['工业', '3976', 299, '5000', null, 'small'],
    ['工业', '3976', 20, '300', null, 'small'],
    ['工业', '3976', 19, '50000', null, 'micro'],
    ['工业', '3976', 5000, '299', null, 'micro'],
    ['软件和信息技术服务业', '6513', 10, '50', null, 'small'],
    ['软件和信息技术服务业', '65', 300, '10000', null, 'large'],
    ['建筑业', '47', null, '80000', '79999', 'medium'],
    ['批发业', '5171', 5, '1000', null, 'small'],
    ['零售业', '52', 300, '20000', null, 'large'],
    ['租赁和商务服务业', '72', 100, null, '8000', 'medium'],
    ['其他未列明行业', '7519', 10, null, null, 'small'],
    ['农、林、牧、渔业', '01', null, '49.99', null, 'micro'],
  ] as const)('%s (%s) %s persons, %s, %s: %s', (industry, code, staff, revenue, assets, size) => {
    expect(sizeRuleFor(code)?.industry).toBe(industry);
    expect(sizeClassOf({ industry: code, staff, revenueFen: wan(revenue), assetsFen: wan(assets) })).toBe(size);
  });

  it.each([
    ['finance', 'J66'],
    ['railways', '53'],
    ['education', 'P'],
    ['health', '8411'],
    ['public bodies', 'S'],
    ['letting of real estate', '704'],
  ])('does not apply to %s', (_what, industry) =>
    expect(sizeClassOf({ industry, staff: 500, revenueFen: fen(1), assetsFen: fen(1) })).toBe('not-applicable'),
  );

  it.each(['K', '70', '59', 'F', 'G', 'Q', 'no code', ''])('cannot choose a row for %s', (industry) =>
    expect(sizeClassOf({ industry, staff: 500, revenueFen: fen(1), assetsFen: fen(1) })).toBe('unknown'),
  );

  it('reads a code with its section letter', () =>
    expect(sizeClassOf({ industry: 'C39', staff: 1000, revenueFen: wan('40000') })).toBe('large'));
  it('is settled by one bound missed, whatever is not known', () => {
    expect(sizeClassOf({ industry: '39', revenueFen: wan('299') })).toBe('micro');
    expect(sizeClassOf({ industry: '39', staff: 19 })).toBe('micro');
  });
  it('stays open while a missing figure could change the class', () => {
    expect(sizeClassOf({ industry: '39', staff: 1000 })).toBe('unknown');
    expect(sizeClassOf({ industry: '39', staff: null, revenueFen: wan('2000') })).toBe('unknown');
  });
  it('needs no figure that its row does not ask for', () => {
    expect(sizeClassOf({ industry: 'A', revenueFen: wan('500') })).toBe('medium');
    expect(sizeClassOf({ industry: 'R', staff: 300 })).toBe('large');
  });
});

describe('sizeRules', () => {
  const bounds = ['staff', 'revenue', 'assets'] as const;
  it('has the 16 rows of the standard, no code in two of them', () => {
    expect(sizeRules).toHaveLength(16);
    const scopes = sizeRules.flatMap(({ scope }) => scope);
    expect(new Set(scopes).size).toBe(scopes.length);
  });
  it.each(sizeRules.map((rule) => [rule.industry, rule] as const))(
    '%s asks the same figures, rising',
    (_name, rule) => {
      expect(Object.keys(rule.large)).toEqual(Object.keys(rule.small));
      expect(Object.keys(rule.medium)).toEqual(Object.keys(rule.small));
      for (const bound of bounds) {
        const [small = 0, medium = 1, large = 2] = [rule.small[bound], rule.medium[bound], rule.large[bound]];
        expect(small < medium && medium < large).toBe(true);
      }
    },
  );
});
