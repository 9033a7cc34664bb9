import type { MipAnswer, SolveMip } from '../../kernel/planning/mip.js';

/**
 * A solver that is asked the same program again and again: a change of one demand leaves most components of a plan as
 * they were. Only answers that are final are kept; one that ran out of time is looked for anew.
 */
export function rememberingSolver(solve: SolveMip): SolveMip {
  const known = new Map<string, MipAnswer>();
  return (mip, objective, limits) => {
    const question = JSON.stringify([mip, objective, limits]);
    const before = known.get(question);
    if (before) return before;
    const answer = solve(mip, objective, limits);
    if (answer.status === 'optimal' || answer.status === 'infeasible') known.set(question, answer);
    return answer;
  };
}
