import { compareText } from '../matching/pair.js';
import { firstMonth } from './goals.js';
import { monthNumber } from './month.js';
import type { PlanInstance } from './instance.js';
import type { PlannedClass, PlanTotals } from './plan.js';
import type { Opening } from './solve-component.js';

/** Classes as people see them: by college, programme and month, the largest first. */
export function plannedClasses(openings: readonly Opening[]): PlannedClass[] {
  return [...openings]
    .sort((a, b) => a.term.index - b.term.index)
    .flatMap(({ term, classes }) =>
      classes
        .map((shares) =>
          shares
            .map(({ candidate: { demand, fit }, seats }) => ({
              demand: demand.id,
              organisation: demand.organisation,
              seats,
              fit,
            }))
            .sort((a, b) => compareText(a.demand, b.demand)),
        )
        .sort((a, b) => sum(b) - sum(a) || compareText(JSON.stringify(a), JSON.stringify(b)))
        .map((seats, at) => ({
          college: term.college,
          programme: term.programme,
          start: term.start,
          number: at + 1,
          majorCode: term.of.majorCode,
          minClass: term.of.minClass,
          maxClass: term.of.maxClass,
          seats,
          size: sum(seats),
          exactSeats: sum(seats.filter(({ fit }) => fit === 'exact')),
          organisations: new Set(seats.map(({ organisation }) => organisation)).size,
        })),
    );
}

export function totalsOf(instance: PlanInstance, classes: readonly PlannedClass[]): PlanTotals {
  const seats = classes.flatMap((one) => one.seats);
  const priorities = new Map(instance.demands.map(({ id, priority }) => [id, priority]));
  const served = new Set(seats.map(({ demand }) => demand));
  const first = firstMonth(instance);
  const fits = (wanted: string): number => sum(seats.filter(({ fit }) => fit === wanted));
  return {
    demands: instance.demands.length,
    demandsServed: served.size,
    seatsWanted: instance.demands.reduce((total, { headcountMax }) => total + headcountMax, 0),
    seats: sum(seats),
    prioritySeats: seats.reduce((total, one) => total + one.seats * (priorities.get(one.demand) ?? 0), 0),
    exactSeats: fits('exact'),
    acceptableSeats: fits('acceptable'),
    nearSeats: fits('near'),
    classes: classes.length,
    waitMonths: classes.reduce((total, { start }) => total + monthNumber(start) - first, 0),
  };
}

function sum(seats: readonly { readonly seats: number }[]): number {
  return seats.reduce((total, one) => total + one.seats, 0);
}
