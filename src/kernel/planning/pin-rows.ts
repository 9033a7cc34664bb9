import type { Block } from './block.js';
import type { Expression } from './expression.js';
import type { PlanInstance } from './instance.js';
import type { Mip } from './mip.js';

/** Keeps the pins. One that asks for what no column can give makes an empty row that nothing fulfils. */
export function addPins(
  mip: Mip,
  instance: PlanInstance,
  blocks: readonly Block[],
  served: ReadonlyMap<number, Expression>,
): void {
  for (const pin of instance.pins) {
    if (pin.kind === 'demand') {
      mip.row(1, Infinity, served.get(instance.demands.findIndex(({ id }) => id === pin.demand)) ?? []);
      continue;
    }
    const there = blocks.filter(
      ({ term }) => term.college === pin.college && term.programme === pin.programme && term.start === pin.start,
    );
    if (pin.kind === 'class') {
      mip.row(
        pin.classes,
        Infinity,
        there.map(({ opened }) => [opened, 1]),
      );
      continue;
    }
    const own = there.flatMap(({ groups }) => groups.filter(({ members }) => members[0]?.demand.id === pin.demand));
    mip.row(
      pin.seats,
      Infinity,
      own.flatMap(({ amount }) => amount),
    );
  }
}
