// A clean machine knows no durations, and Jest then begins with the largest files. The longest tests stand in small ones:
// begun last, each would run on alone while the other worker has nothing left to do.
import { createRequire } from 'node:module';

// Jest brings it; its version is Jest's.
const { default: Sequencer } = createRequire(createRequire(import.meta.url).resolve('jest'))('@jest/test-sequencer');

// Those that mostly wait (for killed processes, for mails) go beside those that mostly compute.
const LONGEST = [
  'mail-proof',
  'matrix-cases',
  'matrix-talent',
  'kill',
  'matrix-house',
  'crawl',
  'operator-uses-the-command-line',
  'demo',
  'class-seats',
  'lifecycle-model',
  'stored-markup',
  'uploads',
  'plan-classes',
  'once-only',
];

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const at = LONGEST.findIndex((name) => path.endsWith(`/${name}.spec.js`));
      return at < 0 ? LONGEST.length : at;
    };
    return super.sort(tests).toSorted((a, b) => place(a) - place(b));
  }
}
