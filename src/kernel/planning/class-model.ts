import type { Allotment } from './allotment.js';
import { addBlock, type Block, type BlockSeats, type Watch } from './block.js';
import { collegeTerm } from './college-term.js';
import { addCountColumns } from './count-columns.js';
import { times, type Expression } from './expression.js';
import { groupBy } from './group-by.js';
import { apart, mostSeats } from './eligibility.js';
import { Mip } from './mip.js';
import { addPins } from './pin-rows.js';
import { addPoolRows } from './pool-rows.js';
import { addShareRows, watchedFirms } from './share-rows.js';
import { programmeKey } from './programme-key.js';
import type { PlanInstance } from './instance.js';
import type { Term } from './terms.js';

export interface ClassModel {
  readonly mip: Mip;
  readonly blocks: readonly Block[];
  /** 1 when the demand is served, as an expression, by its place in the instance. */
  readonly served: ReadonlyMap<number, Expression>;
  /** Columns that count classes. */
  readonly counts: readonly number[];
}

/**
 * The mixed-integer program of some terms of a canonical instance, with all of its pins.
 * @param byClass indices of the terms to be modelled class by class
 * @param capped classes that may open in a college and month (`collegeTerm`); in others any number may
 */
export function buildModel(
  instance: PlanInstance,
  terms: readonly Term[],
  byClass: ReadonlySet<number>,
  capped: Allotment,
): ClassModel {
  const mip = new Mip();
  const watch: Watch = {
    crowd: crowdOf(instance),
    firms: (term) => new Set(watchedFirms(instance.rules, term).map(({ organisation }) => organisation)),
    pinned: new Set(instance.pins.flatMap((pin) => (pin.kind === 'seats' ? [pin.demand] : []))),
  };
  const blocks = terms.flatMap((term) =>
    byClass.has(term.index)
      ? Array.from({ length: term.classes }, () => addBlock(mip, term, 1, watch))
      : term.classes > 0
        ? [addBlock(mip, term, term.classes, watch)]
        : [],
  );
  addBlockRows(mip, blocks);
  addProgrammeRows(mip, blocks);
  addCollegeRows(mip, blocks, capped);
  const served = addDemandRows(mip, instance, blocks);
  addShareRows(mip, instance, blocks);
  addApartRows(mip, blocks);
  addPoolRows(mip, instance, blocks);
  addPins(mip, instance, blocks, served);
  const counts = addCountColumns(mip, blocks);
  return { mip, blocks, served, counts };
}

/** Organisations that some demand will not sit beside, and those that demand this: who sits where must be told. */
function crowdOf({ demands }: PlanInstance): ReadonlySet<string> {
  return new Set(
    demands.flatMap(({ organisation, excludedOrganisations: out }) => (out.length > 0 ? [organisation, ...out] : [])),
  );
}

function addBlockRows(mip: Mip, blocks: readonly Block[]): void {
  for (const [at, block] of blocks.entries()) {
    const { term, opened, total } = block;
    mip.row(0, Infinity, [...total, [opened, -term.of.minClass]]);
    mip.row(-Infinity, 0, [...total, [opened, -term.of.maxClass]]);
    const before = blocks[at - 1];
    if (before?.term !== term) continue;
    mip.row(0, Infinity, [
      [before.opened, 1],
      [opened, -1],
    ]);
    mip.row(0, Infinity, [...before.total, ...times(-1, total)]);
  }
}

function addProgrammeRows(mip: Mip, blocks: readonly Block[]): void {
  for (const same of groupBy(blocks, ({ term }) => programmeKey(term))) {
    const { capacity, minClass, maxClass } = (same[0] as Block).term.of;
    const classes = same.reduce((sum, { most }) => sum + most, 0);
    if (classes * maxClass > capacity)
      mip.row(
        -Infinity,
        capacity,
        same.flatMap(({ total }) => total),
      );
    if (classes * minClass > capacity)
      mip.row(
        -Infinity,
        Math.floor(capacity / minClass),
        same.map(({ opened }) => [opened, 1]),
      );
  }
}

function addCollegeRows(mip: Mip, blocks: readonly Block[], capped: Allotment): void {
  for (const same of groupBy(blocks, ({ term }) => collegeTerm(term))) {
    const most = capped.get(collegeTerm((same[0] as Block).term));
    if (most === undefined) continue;
    mip.row(
      -Infinity,
      most,
      same.map(({ opened }) => [opened, 1]),
    );
  }
}

function addDemandRows(mip: Mip, instance: PlanInstance, blocks: readonly Block[]): Map<number, Expression> {
  const served = new Map<number, Expression>();
  for (const same of groupBy(
    blocks.flatMap(({ seats }) => seats),
    ({ index }) => String(index),
  )) {
    const { demand, index } = same[0] as BlockSeats;
    if (!demand.splittable) {
      const joined = same.map(({ joined }) => [joined as number, 1] as const);
      mip.row(0, 1, joined);
      served.set(index, joined);
      continue;
    }
    const all = same.map(({ amount }) => [amount as number, 1] as const);
    const yes = mip.column(0, 1);
    const most = mostSeats(demand, instance);
    if (demand.headcountMin === most) mip.row(0, 0, [...all, [yes, -most]]);
    else {
      mip.row(0, Infinity, [...all, [yes, -demand.headcountMin]]);
      mip.row(-Infinity, 0, [...all, [yes, -most]]);
    }
    served.set(index, [[yes, 1]]);
  }
  return served;
}

function addApartRows(mip: Mip, blocks: readonly Block[]): void {
  for (const { seats, opened, most } of blocks)
    for (const [at, a] of seats.entries())
      for (const b of seats.slice(at + 1)) {
        if (a.joined === null || b.joined === null || !apart(a.demand, b.demand)) continue;
        if (most === 1)
          mip.row(-Infinity, 1, [
            [a.joined, 1],
            [b.joined, 1],
          ]);
        else
          mip.row(-Infinity, 0, [
            [a.joined, 1],
            [b.joined, 1],
            [opened, -1],
          ]);
      }
}
