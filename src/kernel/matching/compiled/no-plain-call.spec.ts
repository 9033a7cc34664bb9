import { Session, type Profiler } from 'node:inspector/promises';
import { match } from '../match.js';
import { hostileOffer, hostileSheet } from '../spec/hostile-town.js';
import { model, today } from '../spec/model.js';
import { Random } from '../spec/random.js';
import { matchShelf } from './match-shelf.js';
import { Reading } from './reading.js';
import { shelfChanges } from './shelf-changes.js';
import { CompiledShelf } from './shelf.js';
import { countOffers, topOffers } from './top-offers.js';

/** Which files of the matcher ran while `work` did, as the engine counted calls of their functions. */
async function filesRun(work: () => void): Promise<Set<string>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await session.post('Profiler.takePreciseCoverage');
  work();
  const { result } = (await session.post('Profiler.takePreciseCoverage')) as Profiler.TakePreciseCoverageReturnType;
  session.disconnect();
  const ran = result.filter(({ functions }) => functions.some(({ ranges }) => ranges.some(({ count }) => count > 0)));
  return new Set(ran.flatMap(({ url }) => /kernel\/matching\/(.*)\.js$/.exec(url)?.[1] ?? []));
}

const plain = ['evaluate', 'match-pair', 'match', 'openings', 'breakpoints'];

describe('while a compiled shelf answers', () => {
  const random = new Random(11);
  const offers = Array.from({ length: 40 }, (_, at) => hostileOffer(random, `o${at}`));
  const sheets = Array.from({ length: 20 }, () => hostileSheet(random));

  it('no function of the plain evaluator runs', async () => {
    const ran = await filesRun(() => {
      const shelf = new CompiledShelf(model, offers);
      for (const facts of sheets) {
        matchShelf(shelf, facts, today);
        const reading = Reading.of(shelf, facts, today);
        topOffers(reading, 10);
        countOffers(reading);
        shelfChanges(reading);
      }
    });
    expect([...ran]).toEqual(expect.arrayContaining(['compiled/status-rows', 'compiled/leaf-answers']));
    expect(plain.filter((file) => ran.has(file))).toEqual([]);
  });

  it('it would be seen if one did', async () => {
    const ran = await filesRun(() => match(model, sheets[0] ?? {}, offers, today));
    expect([...ran]).toEqual(expect.arrayContaining(['evaluate', 'match-pair', 'match']));
  });
});
