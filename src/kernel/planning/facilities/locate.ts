import { checkFacilities } from './check-facilities.js';
import { facilityProblem, networkOf, type FacilityInstance, type FacilityPlan } from './facility-instance.js';
import { locateSplit } from './locate-split.js';
import { locateWhole } from './locate-whole.js';
import type { Solver } from '../mip.js';

/**
 * The cheapest facilities found, with a bound that nothing beats; checked against the instance before it is returned.
 * @param spent share of the time used, 0 to 1 @returns null when no plan was found
 * @throws RangeError when the instance cannot be meant, or a plan breaks a rule
 */
export function locate(instance: FacilityInstance, solver: Solver, spent: () => number): FacilityPlan | null {
  const problem = facilityProblem(instance);
  if (problem) throw new RangeError(problem);
  const net = networkOf(instance);
  const found = instance.singleSource ? wholePlan() : locateSplit(net, solver, spent);
  if (!found) return null;
  const open = [...new Set(found.deliveries.flatMap((list) => list.map(({ facility }) => facility)))];
  const plan = {
    open: open.sort((a, b) => a - b),
    assign: found.deliveries,
    value: found.value / net.moneyScale,
    // Adding 0 turns −0 into 0.
    bound: found.bound / net.moneyScale + 0,
  };
  const broken = checkFacilities(instance, plan);
  if (broken.length > 0) throw new RangeError(`the plan breaks rules: ${broken.slice(0, 5).join('; ')}`);
  return plan;

  function wholePlan() {
    const whole = locateWhole(net, solver, spent);
    if (!whole) return null;
    const deliveries = Array.from(whole.assign, (facility, j) => [{ facility, amount: instance.demand[j] ?? 0 }]);
    return { ...whole, deliveries };
  }
}
