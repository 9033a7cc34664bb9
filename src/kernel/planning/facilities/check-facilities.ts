import type { FacilityInstance, FacilityPlan } from './facility-instance.js';

const SLIP = 1e-6;

/** Every rule a facility plan breaks, read against the instance alone; empty when it holds and costs what it says. */
export function checkFacilities(instance: FacilityInstance, plan: FacilityPlan): string[] {
  const found: string[] = [];
  const load = instance.capacity.map(() => 0);
  const open = new Set(plan.open);
  let value = 0;
  for (const facility of open) value += instance.fixed[facility] ?? Number.NaN;
  if (open.size !== plan.open.length) found.push('open: a facility twice');
  if (plan.assign.length !== instance.demand.length) found.push('assign: another number of customers');
  for (const [customer, deliveries] of plan.assign.entries()) {
    const wanted = instance.demand[customer] ?? 0;
    const given = deliveries.reduce((sum, { amount }) => sum + amount, 0);
    if (Math.abs(given - wanted) > SLIP * Math.max(1, wanted)) found.push(`demand: customer ${customer}`);
    if (instance.singleSource && deliveries.length !== 1) found.push(`single source: customer ${customer}`);
    for (const { facility, amount } of deliveries) {
      if (!open.has(facility)) found.push(`closed: facility ${facility} serves customer ${customer}`);
      if (amount < 0) found.push(`amount: customer ${customer}`);
      load[facility] = (load[facility] ?? 0) + amount;
      const share = wanted > 0 ? amount / wanted : 1;
      value += share * (instance.cost[customer]?.[facility] ?? Number.NaN);
    }
  }
  for (const [facility, used] of load.entries()) {
    const most = instance.capacity[facility] ?? 0;
    if (used > most + SLIP * Math.max(1, most)) found.push(`capacity: facility ${facility}`);
  }
  if (!(Math.abs(value - plan.value) <= SLIP * Math.max(1, Math.abs(value)))) found.push('value');
  if (plan.bound > plan.value + SLIP * Math.max(1, Math.abs(plan.value))) found.push('bound');
  return found;
}
