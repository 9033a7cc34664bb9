import fc from 'fast-check';
import { canonical } from './audit-chain.js';

describe('canonical JSON', () => {
  it('does not depend on the order of keys and says the same as JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (facts) => {
        const turned = Object.fromEntries(Object.entries(facts).reverse());
        expect(canonical(turned)).toBe(canonical(facts));
        expect(JSON.parse(canonical(facts))).toEqual(JSON.parse(JSON.stringify(facts)));
      }),
    );
  });

  it('leaves out undefined and refuses what JSON would turn into something else', () => {
    expect(canonical({ b: undefined, a: new Date(0) })).toBe('{"a":"1970-01-01T00:00:00.000Z"}');
    expect(() => canonical({ a: Number.NaN })).toThrow(TypeError);
    expect(() => canonical([() => 1])).toThrow(TypeError);
  });
});
