import type { Bench, Figure } from './bench.js';
import { demoCriteriaFigures } from './matching/demo-criteria.js';
import { equalityFigures } from './matching/equality.js';
import { liveEditFigures } from './matching/live-edits.js';
import { oneChangeFigures } from './matching/one-change.js';
import { peerFigures } from './matching/peers.js';
import { topTenFigures } from './matching/top-ten.js';

/** The compiled matcher: how fast (G1 to G4, docs/performance.md), and that it answers as the plain one does. */
export const matchBench: Bench = {
  name: 'match',
  async *run(): AsyncIterable<Figure> {
    yield* topTenFigures();
    yield* await demoCriteriaFigures();
    yield* await peerFigures();
    yield* liveEditFigures();
    yield* oneChangeFigures();
    yield* equalityFigures();
  },
};
