import type { MipAnswer, Solver } from '../../kernel/planning/mip.js';

/**
 * A solver that is asked the same program again and again: a change of one demand leaves most components of a plan as
 * they were. Only answers that are final are kept; one that ran out of time is looked for anew.
 */
export function rememberingSolver({ solve, relax }: Solver): Solver {
  const known = new Map<string, MipAnswer>();
  const remembering: Solver['solve'] = (mip, objective, limits) => {
    const question = JSON.stringify([mip, objective, limits]);
    const before = known.get(question);
    if (before) return before;
    const answer = solve(mip, objective, limits);
    if (answer.status === 'optimal' || answer.status === 'infeasible') known.set(question, answer);
    return answer;
  };
  return { solve: remembering, relax };
}
