import { cutBack } from '../cut-back.js';
import { apart } from '../eligibility.js';
import type { PlanInstance } from '../instance.js';
import type { Share } from '../packing.js';
import type { Opening } from '../solve-component.js';
import type { SeatFlow } from './seat-flow.js';

/**
 * Makes a plan of a flow of demands that may all be split: what a flow does not look at is mended, first who has
 * fewer seats than its least, then who refuses whom, and seats are dealt out to the classes of a term in turn. Keeps every
 * rule save pins. The flow is another one afterwards.
 */
export function dealFlow(instance: PlanInstance, flow: SeatFlow): Opening[] {
  const { held, network } = flow;
  flow.fillUp();
  for (;;) {
    // Who gets seats of others may come to sit beside somebody who refuses them: that is looked at last.
    const barred = [...tooFew(instance, flow), ...refused(instance, flow)];
    if (barred.length === 0) break;
    for (const way of barred) flow.bar(way);
    flow.fillUp();
    held.keep();
  }
  const openings = network.terms.flatMap((term, at): Opening[] => {
    const count = held.classes[at] as number;
    return count > 0 ? [{ term, classes: inTurn(sharesIn(flow, at), count) }] : [];
  });
  return cutBack(instance, openings);
}

/** The ways into a term on which there are seats. */
function waysIn({ held, network }: SeatFlow, term: number): number[] {
  const { firms, ways } = network;
  const [from, to] = [ways[firms[term] as number] as number, ways[firms[term + 1] as number] as number];
  return Array.from({ length: to - from }, (_, n) => from + n).filter((way) => (held.onWay[way] as number) > 0);
}

function sharesIn(flow: SeatFlow, term: number): Share[] {
  return waysIn(flow, term).map((way) => ({
    candidate: flow.network.candidates[way] as Share['candidate'],
    seats: flow.held.onWay[way] as number,
  }));
}

/** Of two demands in one term that refuse each other, the one with fewer seats there. */
function refused({ demands }: PlanInstance, flow: SeatFlow): number[] {
  const { held, network } = flow;
  return network.terms.flatMap((_, term) => {
    const there = waysIn(flow, term);
    return there.filter((way) =>
      there.some((other) => {
        const [one, two] = [way, other].map((each) => demands[network.demandOf[each] as number]);
        if (!one || !two || !apart(one, two)) return false;
        const fewer = (held.onWay[way] as number) - (held.onWay[other] as number);
        return fewer < 0 || (fewer === 0 && way > other);
      }),
    );
  });
}

/** Gives demands below their least seats of others that sit with them; the ways of those to whom that gives too few. */
function tooFew({ demands }: PlanInstance, flow: SeatFlow): number[] {
  const { held, network } = flow;
  return demands.flatMap(({ headcountMin }, demand) => {
    const missing = (): number => headcountMin - (held.ofDemand[demand] as number);
    if (held.ofDemand[demand] === 0 || missing() <= 0) return [];
    const own = network.waysOfDemand(demand);
    for (const way of own) {
      const firm = network.firmOf[way] as number;
      const term = network.termOf[firm] as number;
      for (const other of waysIn(flow, term)) {
        const neighbour = network.demandOf[other] as number;
        const spare = (held.ofDemand[neighbour] as number) - (demands[neighbour]?.headcountMin ?? 0);
        const share = network.firmOf[other] === firm ? Infinity : held.shareOf(term) - (held.ofFirm[firm] as number);
        const room = (network.seats[way] as number) - (held.onWay[way] as number);
        const seats = Math.min(missing(), spare, share, room, held.onWay[other] as number);
        if (neighbour === demand || seats <= 0) continue;
        held.add(other, -seats);
        held.add(way, seats);
      }
    }
    return missing() > 0 ? own : [];
  });
}

/** Seat by seat, firm by firm, to one class after another: classes differ by one seat, and so do the shares of a firm. */
function inTurn(shares: readonly Share[], classes: number): Share[][] {
  const dealt = Array.from({ length: classes }, (): Share[] => []);
  let turn = 0;
  for (const { candidate, seats } of shares) {
    const base = Math.floor(seats / classes);
    const more = seats % classes;
    for (const [at, list] of dealt.entries()) {
      const some = base + Number((at - turn + classes) % classes < more);
      if (some > 0) list.push({ candidate, seats: some });
    }
    turn = (turn + more) % classes;
  }
  return dealt;
}
