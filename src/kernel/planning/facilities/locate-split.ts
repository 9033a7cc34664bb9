import { OPEN, SHUT, wholeBranch, type Branch } from './branch.js';
import { facilityModel, type FacilityModel } from './facility-model.js';
import { Lagrangian } from './lagrangian.js';
import { narrow } from './narrow.js';
import type { Solver } from '../mip.js';
import { noiseOf, type Delivery, type Network } from './facility-instance.js';

const MOST_PAIRS = 20_000;
const NODES = 100_000;

export interface Split {
  readonly deliveries: readonly (readonly Delivery[])[];
  readonly value: number;
  readonly bound: number;
}

/** Customers may be served in parts. @returns null when no plan was found */
export function locateSplit(net: Network, solver: Solver, spent: () => number): Split | null {
  const { facilities, customers } = net;
  if (customers === 0) return { deliveries: [], value: 0, bound: 0 };
  const branch = wholeBranch(net, false);
  const lagrangian = new Lagrangian(net, false, branch);
  const all = Array.from({ length: facilities }, (_, i) => i);
  let best = serve(net, solver, all);
  if (!best) return null;
  const tried = new Set<string>();
  for (let step = 0; !lagrangian.spent && spent() < 0.4; step++) {
    lagrangian.step(best.value);
    const open = all.filter((i) => lagrangian.cover.open[i] === 1);
    const key = open.join();
    if (step % 10 !== 9 || tried.has(key)) continue;
    tried.add(key);
    best = better(best, serve(net, solver, open));
  }
  let { bound } = lagrangian.best;
  if (!narrow(lagrangian, best.value, false)) return { ...best, bound: best.value };
  const model = facilityModel(net, branch);
  if (model && model.pairs.length <= MOST_PAIRS) {
    const answer = solver.solve(model.mip, model.objective, { nodes: NODES, start: null, gap: best.value * 1e-7 });
    const chosen = answer.values && all.filter((i) => answer.values?.[model.open[i] ?? -1] === 1);
    if (chosen) best = better(best, serve(net, solver, chosen));
    if (answer.status !== 'infeasible') bound = Math.max(bound, Math.min(answer.bound, best.value));
  } else best = closeAndOpen(net, solver, best, spent);
  return { ...best, bound: Math.min(best.value, bound) };
}

type Served = Omit<Split, 'bound'> & { readonly open: readonly number[] };

function better(a: Served, b: Served | null): Served {
  return b && b.value < a.value - noiseOf(a.value) ? b : a;
}

/** One facility closed or opened at a time, as long as that helps and time is left. */
function closeAndOpen(net: Network, solver: Solver, from: Served, spent: () => number): Served {
  let best = from;
  for (let at = 0, idle = 0; idle < net.facilities && spent() < 0.9; at = (at + 1) % net.facilities) {
    const open = best.open.includes(at) ? best.open.filter((i) => i !== at) : [...best.open, at];
    const next = better(best, serve(net, solver, open));
    idle = next === best ? idle + 1 : 0;
    best = next;
  }
  return best;
}

/** The cheapest deliveries from these facilities; those that deliver nothing are closed again. */
function serve(net: Network, solver: Solver, open: readonly number[]): Served | null {
  const branch: Branch = wholeBranch(net, false);
  branch.state.fill(SHUT);
  for (const i of open) branch.state[i] = OPEN;
  const model = facilityModel(net, branch);
  if (!model) return null;
  const relaxation = solver.relax(model.mip);
  const answer = relaxation.minimise(model.objective);
  relaxation.close();
  return answer && deliver(net, model, answer.values);
}

function deliver(net: Network, model: FacilityModel, values: readonly number[]): Served {
  const { customers, amountScale, demand, cost, fixed } = net;
  const deliveries: Delivery[][] = Array.from({ length: customers }, () => []);
  let value = 0;
  const open = new Set<number>();
  for (const { facility, customer, column } of model.pairs) {
    const share = values[column] ?? 0;
    if (share < 1e-9) continue;
    const wanted = demand[customer] as number;
    const whole = Math.round(share * wanted);
    const units = Math.abs(whole - share * wanted) < 1e-6 ? whole : share * wanted;
    if (units === 0 && wanted > 0) continue;
    deliveries[customer]?.push({ facility, amount: units / amountScale });
    value += (wanted > 0 ? units / wanted : share) * (cost[facility * customers + customer] as number);
    open.add(facility);
  }
  for (const i of open) value += fixed[i] as number;
  return { deliveries, value, open: [...open].sort((a, b) => a - b) };
}
