import type { SeatFlow } from './seat-flow.js';
import type { Seating } from './seating.js';

/**
 * Seats each demand whole where a flow has most of its seats, in the emptiest of the term's open classes; those for whom
 * there is no room where it has any stay out.
 * @param seating of the same terms, with nobody in it
 */
export function seatAsFlowing(flow: SeatFlow, seating: Seating): void {
  const { held, network } = flow;
  const { termOf, firmOf, most } = network;
  const slots = network.terms.map((): number[] => []);
  for (const [slot, { term }] of seating.slots.entries()) {
    const at = network.numberOf.get(term) as number;
    const list = slots[at] as number[];
    if (list.length < (held.classes[at] as number)) list.push(slot);
  }
  for (let demand = 0; demand < most.length; demand++) {
    const own = seating.ways[demand] as readonly number[];
    const seats = (way: number): number => held.onWay[way] as number;
    const wished = network.waysOfDemand(demand).filter((way) => seats(way) > 0);
    const open = wished
      .sort((a, b) => seats(b) - seats(a))
      .flatMap((way) => {
        const term = termOf[firmOf[way] as number] as number;
        return (slots[term] as number[]).toSorted((a, b) => seating.asked(a) - seating.asked(b));
      });
    const to = open.find((slot) => own.includes(slot) && seating.fits(demand, slot));
    if (to !== undefined) seating.put(demand, own.indexOf(to));
  }
  seating.keep();
}
