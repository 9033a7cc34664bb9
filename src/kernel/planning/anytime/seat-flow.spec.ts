import fc from 'fast-check';
import { canonical } from '../canonical.js';
import { usualRules } from '../instance.js';
import { instances } from '../spec/arbitraries.js';
import { demand, programme } from '../spec/examples.js';
import { mostSeatsFor } from '../spec/open-classes.js';
import { termsOf } from '../terms.js';
import { SeatFlow } from './seat-flow.js';
import { SeatNetwork } from './seat-network.js';

/** What is done to a flow, and to which of its terms. */
const steps = fc.array(fc.tuple(fc.constantFrom('open', 'close', 'try', 'better'), fc.nat(40)), { maxLength: 12 });

/** All there is to tell of a flow. */
const told = ({ held }: SeatFlow) => [...held.copy()];

/** Sums that do not add up, and rules that are broken. */
function faults({ held, network }: SeatFlow): string[] {
  const found: string[] = [];
  const sum = (ways: readonly number[]): number => ways.reduce((all, way) => all + (held.onWay[way] as number), 0);
  const ways = [...held.onWay.keys()];
  const termOf = (way: number): number => network.termOf[network.firmOf[way] as number] as number;
  for (const way of ways)
    if ((held.onWay[way] as number) < 0 || (held.onWay[way] as number) > (network.seats[way] as number))
      found.push('way');
  for (const [firm, seats] of held.ofFirm.entries())
    if (seats !== sum(ways.filter((way) => network.firmOf[way] === firm))) found.push('firm');
  for (const [firm, seats] of held.ofFirm.entries())
    if (seats > held.shareOf(network.termOf[firm] as number)) found.push('share');
  for (const [demand, seats] of held.ofDemand.entries()) {
    if (seats !== sum(ways.filter((way) => network.demandOf[way] === demand))) found.push('demand');
    if (seats > (network.most[demand] as number)) found.push('most');
  }
  for (const [term, seats] of held.inTerm.entries()) {
    if (seats !== sum(ways.filter((way) => termOf(way) === term))) found.push('term');
    if (seats < held.floorOf(term) || seats > held.roomOf(term)) found.push('size');
  }
  for (const [programme, terms] of network.ofProgramme.entries()) {
    const seats = terms.reduce((all, term) => all + (held.inTerm[term] as number), 0);
    if (seats !== held.inProgramme[programme]) found.push('programme');
    if (seats > (network.capacity[programme] as number)) found.push('capacity');
  }
  for (const [college, terms] of network.ofCollege.entries()) {
    const classes = terms.reduce((all, term) => all + (held.classes[term] as number), 0);
    if (classes !== held.inCollege[college]) found.push('college');
    if (classes > network.mostClasses) found.push('cap');
  }
  if (held.seats !== sum(ways)) found.push('seats');
  return found;
}

describe('seats dealt out among classes that open and close', () => {
  it('are as many as can be for the classes that are open, and a class opens whenever it can be filled', () => {
    let [opened, refused, closed] = [0, 0, 0];
    fc.assert(
      fc.property(instances(7), steps, (drawn, done) => {
        const given = canonical({ ...drawn, pins: [] });
        const terms = termsOf(given).filter(({ classes }) => classes > 0);
        fc.pre(terms.length > 0);
        const network = new SeatNetwork(given, terms);
        const flow = new SeatFlow(network);
        for (const [what, at] of done) {
          const term = at % terms.length;
          const before = told(flow);
          const mark = flow.held.mark();
          const { classes } = flow.held;
          if (what === 'open' && flow.held.mayOpen(term)) {
            const possible = flow.open(term);
            expect(possible).toBe(mostSeatsFor(network, [...classes]) !== null);
            if (possible) opened += 1;
            else refused += 1;
            if (!possible) flow.undo(mark);
            if (!possible) expect(told(flow)).toEqual(before);
          }
          if (what === 'close' && (classes[term] as number) > 0) {
            closed += 1;
            if (flow.close(term)) flow.fillUp();
            else flow.undo(mark);
          }
          if (what === 'try' && !flow.tryOpen(term)) expect(told(flow)).toEqual(before);
          if (what === 'better') {
            const { seats } = flow.held;
            if (flow.openIfBetter(term)) expect(flow.held.seats).toBeGreaterThan(seats);
            else expect(told(flow)).toEqual(before);
          }
          expect(faults(flow)).toEqual([]);
        }
        flow.fillUp();
        expect(faults(flow)).toEqual([]);
        expect(flow.held.seats).toBe(mostSeatsFor(network, [...flow.held.classes]));
        flow.undo(0);
        expect(flow.held.seats).toBe(0);
      }),
      { numRuns: 4000 },
    );
    expect(Math.min(opened, refused, closed)).toBeGreaterThan(100);
  });

  it('go to another term of a programme that has no more, when one of its own can sit elsewhere', () => {
    const size = { minClass: 1, maxClass: 2 };
    const given = canonical({
      demands: [
        demand({ id: 'any term', headcountMax: 3, start: null }),
        demand({ id: 'in autumn', headcountMax: 3, start: '2027-09', startTolerance: 0, excludedColleges: ['qzxx'] }),
      ],
      programmes: [
        programme({ ...size, starts: ['2027-03', '2027-09'], capacity: 3 }),
        programme({ ...size, college: 'qzxx' }),
      ],
      rules: usualRules,
      pins: [],
      exclusions: [],
    });
    const flow = new SeatFlow(new SeatNetwork(given, termsOf(given)));
    for (const term of [2, 1, 0]) expect(flow.open(term)).toBe(true);
    // Spring of the first programme is filled first: two of any term, and autumn is left one seat of the three.
    flow.fillUp();
    expect(flow.held.seats).toBe(5);
  });
});
