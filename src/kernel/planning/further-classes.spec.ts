import { furtherClasses } from './further-classes.js';
import { usualRules, type PlanInstance, type PlanRules } from './instance.js';
import { demand, programme } from './spec/examples.js';
import { termsOf } from './terms.js';

const seatsOf = (rules: Partial<PlanRules>, demands: PlanInstance['demands']): number[][] => {
  const given = { demands, programmes: [programme({})], rules: { ...usualRules, ...rules }, pins: [], exclusions: [] };
  const opened = furtherClasses(given, termsOf(given), []);
  return opened.flatMap(({ classes }) => classes.map((shares) => shares.map(({ seats }) => seats)));
};

describe('a plan that goes on without a solver', () => {
  it('gives one firm a whole class where no rule says how much it may have', () => {
    expect(seatsOf({}, [demand({ seats: 40 })])).toEqual([[40]]);
  });

  it('gives it its share of the smallest class where one does', () => {
    const firms = ['a', 'b', 'c'].map((id) => demand({ id, headcountMin: 1, headcountMax: 20 }));
    expect(seatsOf({ oneFirmShare: 50 }, firms)).toEqual([[12, 12, 12]]);
  });

  it('opens none for one firm where that is not allowed, nor below the floor', () => {
    expect(seatsOf({ singleFirmClasses: false }, [demand({ seats: 40 })])).toEqual([]);
    expect(seatsOf({}, [demand({ seats: 24 })])).toEqual([]);
  });
});
