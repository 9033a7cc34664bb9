import { notKnown, type Answer, type Leaf, type Spot } from './leaf.js';
import type { Reading } from './reading.js';

/**
 * The offers of which some verdict differs between two readings of one demand on one shelf: exactly those, so that no
 * other has to be judged again. O(conditions on the axes whose fact moved + offers that ask one that turned).
 */
export function touchedOffers(before: Reading, after: Reading): Set<number> {
  const { shelf } = after;
  const touched = new Set<number>();
  for (const leaves of shelf.leavesByAxis) {
    const axis = leaves[0]?.axis;
    const [was, is] = axis ? [before.spot(axis), after.spot(axis)] : [null, null];
    if (was?.fact === is?.fact && was?.at === is?.at) continue;
    for (const leaf of leaves)
      if (answerAt(leaf, was) !== answerAt(leaf, is)) for (const offer of shelf.offersAsking(leaf)) touched.add(offer);
  }
  return touched;
}

function answerAt(leaf: Leaf, spot: Spot | null): Answer {
  return spot ? leaf.answer(spot) : notKnown;
}
