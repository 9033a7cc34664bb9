import { LiveMatch } from '../../src/kernel/matching/live-match.js';
import { Random } from '../../src/kernel/matching/spec/random.js';
import { offerOf, sheetOf } from '../closed/as-offers.js';
import { closedModel, today } from '../closed/model.js';
import { needs, products } from '../closed/town.js';
import type { Figure } from '../bench.js';

const EDITS = 1000;
const DEMANDS = 50;
const OFFERS = 500;

const cpu = (): number => process.cpuUsage().user + process.cpuUsage().system;

/** G3: random edits of facts, offers and days, each answered with the pairs that moved; then compared with a rebuild. */
export function liveEditFigures(): Figure[] {
  const random = new Random(5);
  const offers = products(OFFERS).map(offerOf);
  const sheets = needs(DEMANDS).map(sheetOf);
  const [otherOffers, otherSheets] = [products(OFFERS, 9).map(offerOf), needs(DEMANDS, 8).map(sheetOf)];
  const live = new LiveMatch(closedModel, today, offers);
  sheets.forEach((facts, at) => live.putDemand(`d${at}`, facts));
  let [moved, day] = [0, 0];
  const before = cpu();
  for (let edit = 0; edit < EDITS; edit++) {
    const at = random.int(0, DEMANDS - 1);
    const kind = random.next();
    if (kind < 0.45) {
      const key = random.pick(Object.keys(sheets[at] ?? {}));
      const fact = otherSheets[random.int(0, DEMANDS - 1)]?.[key];
      if (!fact) continue;
      sheets[at] = { ...sheets[at], [key]: fact };
      moved += live.changeFacts(`d${at}`, { [key]: fact }).length;
    } else if (kind < 0.9) {
      const place = random.int(0, OFFERS - 1);
      const old = offers[place];
      const drawn = random.pick(otherOffers);
      if (!old) continue;
      offers[place] = { ...drawn, id: old.id, number: old.number };
      moved += live.putOffer(offers[place]).length;
    } else {
      day += 1;
      moved += live.setDay(dayAfter(day)).length;
    }
  }
  const edits = cpu() - before;
  const from = cpu();
  const rebuilt = new LiveMatch(closedModel, dayAfter(day), offers);
  sheets.forEach((facts, at) => rebuilt.putDemand(`d${at}`, facts));
  const rebuild = cpu() - from;
  const wrong = sheets.filter(
    (_, at) => JSON.stringify(live.pairsOf(`d${at}`)) !== JSON.stringify(rebuilt.pairsOf(`d${at}`)),
  ).length;
  return [
    {
      name: `G3 one edit among ${DEMANDS} demands and ${OFFERS} offers`,
      value: edits / EDITS,
      unit: 'us CPU',
      ratio: { to: 'matching all of them anew (times as fast)', value: (rebuild * EDITS) / edits },
    },
    { name: `G3 pairs that ${EDITS} edits moved`, value: moved, unit: 'pairs' },
    { name: 'G3 demands that differ from a rebuild', value: wrong, unit: `of ${DEMANDS}` },
  ];
}

const dayAfter = (days: number): string => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
