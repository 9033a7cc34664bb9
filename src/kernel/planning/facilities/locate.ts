import { checkFacilities } from './check-facilities.js';
import {
  facilityProblem,
  networkOf,
  shortage,
  type Delivery,
  type FacilityInstance,
  type FacilityPlan,
  type NoPlan,
} from './facility-instance.js';
import { locateSplit } from './locate-split.js';
import { locateWhole } from './locate-whole.js';
import type { Solver } from '../mip.js';

/**
 * The cheapest facilities found, with a bound that nothing beats; checked against the instance before it is returned.
 * @param spent share of the time used, 0 to 1
 * @throws RangeError when the instance cannot be meant, or a plan breaks a rule
 */
export function locate(instance: FacilityInstance, solver: Solver, spent: () => number): FacilityPlan | NoPlan {
  const problem = facilityProblem(instance);
  if (problem) throw new RangeError(problem);
  if (shortage(instance)) return { open: null, proof: 'impossible' };
  const net = networkOf(instance);
  const found = instance.singleSource ? wholePlan() : (locateSplit(net, solver, spent) ?? none('limit'));
  if (!('deliveries' in found)) return found;
  const open = [...new Set(found.deliveries.flatMap((list) => list.map(({ facility }) => facility)))];
  const value = costOf(instance, open, found.deliveries);
  const plan = {
    open: open.sort((a, b) => a - b),
    assign: found.deliveries,
    value,
    // Adding 0 turns −0 into 0.
    bound: Math.min(value, (found.bound - net.slip) / net.moneyScale) + 0,
  };
  const broken = checkFacilities(instance, plan);
  if (broken.length > 0) throw new RangeError(`the plan breaks rules: ${broken.slice(0, 5).join('; ')}`);
  return plan;

  function wholePlan() {
    const { assign, bound } = locateWhole(net, spent);
    if (!assign) return none(bound === Infinity ? 'impossible' : 'limit');
    const deliveries = Array.from(assign, (facility, j) => [{ facility, amount: instance.demand[j] ?? 0 }]);
    return { deliveries, bound };
  }
}

function none(proof: NoPlan['proof']): NoPlan {
  return { open: null, proof };
}

/** In the numbers as they were given. */
function costOf(
  { fixed, demand, cost }: FacilityInstance,
  open: number[],
  deliveries: readonly (readonly Delivery[])[],
): number {
  let value = 0;
  for (const i of open) value += fixed[i] ?? 0;
  for (const [j, list] of deliveries.entries()) {
    const wanted = demand[j] ?? 0;
    for (const { facility, amount } of list) value += (wanted > 0 ? amount / wanted : 1) * (cost[j]?.[facility] ?? 0);
  }
  return value;
}
