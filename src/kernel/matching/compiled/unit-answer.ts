import { met, notMet, type Answer } from './leaf.js';
import type { Reading } from './reading.js';
import type { PlacedLeaf, PlacedUnit } from './shelf-plan.js';

/** Kleene: a branch is as bad as its worst leaf, a unit as good as its best branch. */
export function unitAnswer(reading: Reading, { branches }: PlacedUnit): Answer {
  let best: Answer = notMet;
  for (const branch of branches) {
    const answer = branchAnswer(reading, branch);
    if (answer > best) best = answer;
  }
  return best;
}

function branchAnswer(reading: Reading, branch: readonly PlacedLeaf[]): Answer {
  let worst: Answer = met;
  for (const { leaf } of branch) {
    const answer = reading.answer(leaf);
    if (answer < worst) worst = answer;
  }
  return worst;
}

/** Whether a branch lacks exactly one thing, and that can be mended: nothing in it is unknown. */
export function lacksOnlyMendable(reading: Reading, branch: readonly PlacedLeaf[]): boolean {
  let lacking = 0;
  for (const { leaf } of branch) {
    const answer = reading.answer(leaf);
    if (answer === met) continue;
    if (answer !== notMet || !leaf.axis.mendable) return false;
    lacking += 1;
  }
  return lacking === 1;
}
