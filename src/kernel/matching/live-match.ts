import { nextTurn } from './compiled/next-turn.js';
import { Reading } from './compiled/reading.js';
import { CompiledShelf } from './compiled/shelf.js';
import { pairStanding, sameStanding, type PairStanding } from './compiled/standings.js';
import { statusRows } from './compiled/status-rows.js';
import { touchedOffers } from './compiled/touched-offers.js';
import { comparePairs, type Offer, type OfferTerms } from './pair.js';
import type { FactModel } from './fact-model.js';
import type { FactSheet } from './facts.js';
import type { Day } from './months.js';

/** A pair as it stands: all that a list of matches is drawn from. */
export interface LivePair extends PairStanding, OfferTerms {}

/** A pair that came out otherwise than before; null where there was, or is, none. */
export interface PairChange {
  readonly demandId: string;
  readonly offerId: string;
  readonly before: LivePair | null;
  readonly after: LivePair | null;
}

interface LiveDemand {
  readonly id: string;
  readonly facts: FactSheet;
  readonly pairs: Map<string, LivePair>;
  /** On the compiled shelf; offers edited since are judged one by one. */
  reading: Reading;
  /** Until this day time alone changes nothing. */
  turnsOn: Day | null;
}

/** So many offers are edited before all are compiled anew. */
const mostEdited = 32;

/**
 * All demands against all offers, kept up to date. Every edit (a fact, a demand, an offer with its criteria and its
 * capacity, the day) answers exactly the pairs that came out otherwise, and judges only those that it can touch: a
 * changed fact the offers that ask something of it which turned; a changed offer that offer; a new day the demands for
 * which some age was waited for.
 */
export class LiveMatch {
  private readonly offers: Map<string, Offer>;
  private readonly demands = new Map<string, LiveDemand>();
  private shelf: CompiledShelf;
  /** Offers put since the shelf was compiled, each a shelf of its own; null for one taken away. */
  private readonly edited = new Map<string, CompiledShelf | null>();

  constructor(
    private readonly model: FactModel,
    private today: Day,
    offers: readonly Offer[] = [],
  ) {
    this.offers = new Map(offers.map((offer) => [offer.id, offer]));
    this.shelf = new CompiledShelf(model, offers);
  }

  /** The pairs of a demand in the published order. */
  pairsOf(demandId: string): LivePair[] {
    return [...(this.demands.get(demandId)?.pairs.values() ?? [])].sort(comparePairs);
  }

  /** A new demand, or one of which any facts changed. */
  putDemand(id: string, facts: FactSheet): PairChange[] {
    return this.rejudge(id, this.demands.get(id), facts);
  }

  /** Some facts of a demand changed. */
  changeFacts(id: string, changes: FactSheet): PairChange[] {
    const demand = this.demands.get(id);
    return demand ? this.rejudge(id, demand, { ...demand.facts, ...changes }) : [];
  }

  removeDemand(demandId: string): PairChange[] {
    const pairs = [...(this.demands.get(demandId)?.pairs.values() ?? [])];
    this.demands.delete(demandId);
    return pairs.map((before) => ({ demandId, offerId: before.offerId, before, after: null }));
  }

  /** A new offer, or one of which criteria, tiers, capacity or terms changed. */
  putOffer(offer: Offer): PairChange[] {
    this.offers.set(offer.id, offer);
    const alone = new CompiledShelf(this.model, [offer]);
    this.edited.set(offer.id, alone);
    const changes = [...this.demands.values()].flatMap((demand) => this.judgeAlone(demand, alone));
    this.settle();
    return changes;
  }

  removeOffer(offerId: string): PairChange[] {
    if (!this.offers.delete(offerId)) return [];
    this.edited.set(offerId, null);
    const changes = [...this.demands.values()].flatMap((demand) => replace(demand, offerId, null));
    this.settle();
    return changes;
  }

  setDay(day: Day): PairChange[] {
    const back = day < this.today;
    this.today = day;
    return [...this.demands.values()]
      .filter(({ turnsOn }) => back || (turnsOn !== null && turnsOn <= day))
      .flatMap((demand) => this.rejudge(demand.id, demand, demand.facts));
  }

  private rejudge(id: string, before: LiveDemand | undefined, facts: FactSheet): PairChange[] {
    const reading = Reading.of(this.shelf, facts, this.today);
    const touched = before ? touchedOffers(before.reading, reading) : this.shelf.offers.keys();
    const demand: LiveDemand = { id, facts, pairs: before?.pairs ?? new Map(), reading, turnsOn: nextTurn(reading) };
    this.demands.set(id, demand);
    const changes = this.judge(demand, reading, [...touched]);
    for (const alone of this.edited.values()) if (alone) changes.push(...this.judgeAlone(demand, alone));
    return changes;
  }

  /** Offers of the compiled shelf, but for those edited since. */
  private judge(demand: LiveDemand, reading: Reading, indexes: readonly number[]): PairChange[] {
    const { offers } = reading.shelf;
    const current = indexes.filter((index) => !this.edited.has((offers[index] as Offer).id));
    return current.length === 0 ? [] : judged(demand, reading, current);
  }

  private judgeAlone(demand: LiveDemand, shelf: CompiledShelf): PairChange[] {
    const reading = Reading.of(shelf, demand.facts, this.today);
    const turn = nextTurn(reading);
    if (turn !== null && (demand.turnsOn === null || turn < demand.turnsOn)) demand.turnsOn = turn;
    return judged(demand, reading, [0]);
  }

  /** Compiles anew when many offers were edited; no pair changes by that. */
  private settle(): void {
    if (this.edited.size <= mostEdited) return;
    this.edited.clear();
    this.shelf = new CompiledShelf(this.model, [...this.offers.values()]);
    for (const demand of this.demands.values()) {
      demand.reading = Reading.of(this.shelf, demand.facts, this.today);
      demand.turnsOn = nextTurn(demand.reading);
    }
  }
}

function judged(demand: LiveDemand, reading: Reading, indexes: readonly number[]): PairChange[] {
  const statuses = statusRows(reading);
  return indexes.flatMap((index) => {
    const { id: offerId, number: offerNumber, ranking } = reading.shelf.offers[index] as Offer;
    return replace(demand, offerId, { ...pairStanding(reading, statuses, index), offerId, offerNumber, ranking });
  });
}

/** Puts a pair in its demand's list; answers the change, if it is one. */
function replace(demand: LiveDemand, offerId: string, after: LivePair | null): PairChange[] {
  const before = demand.pairs.get(offerId) ?? null;
  if (after) demand.pairs.set(offerId, after);
  else demand.pairs.delete(offerId);
  const same = before === after || (before && after && sameStanding(before, after) && sameTerms(before, after));
  return same ? [] : [{ demandId: demand.id, offerId, before, after }];
}

function sameTerms(a: LivePair, b: LivePair): boolean {
  return (
    a.offerNumber === b.offerNumber &&
    a.ranking.rateFromPpm === b.ranking.rateFromPpm &&
    a.ranking.medianAnswerHours === b.ranking.medianAnswerHours &&
    a.ranking.amountHeadroomFen === b.ranking.amountHeadroomFen
  );
}
