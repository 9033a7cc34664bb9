import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../../../kernel/actor.js';
import type { CellWords } from '../../../kernel/matching/cells.js';
import { complete } from '../../../kernel/matching/fact-model.js';
import { factOf, type FactSheet } from '../../../kernel/matching/facts.js';
import type { Move } from '../../../kernel/matching/moves.js';
import type { PairStatus } from '../../../kernel/matching/pair.js';
import { factName } from '../../../kernel/matching/texts.js';
import { Organisations } from '../../../directory/organisations.js';
import { DeadlineLimits } from '../../../matchmaking/deadline-limits.js';
import { firstFew, type FirstFew } from '../../../matchmaking/first-few.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { pickedIds } from '../../../platform/http/picked-ids.js';
import { message } from '../../../platform/i18n/message.js';
import { financingModel } from './fact-model.js';
import { farCard, nearCard, offerCard, type CardContext, type CardOffer } from './match-cards.js';
import { enterpriseFacts, factText, needFacts, needTitle } from './match-head.js';
import { matchHref, needHref, needMoneyHref, profileHref } from './match-links.js';
import { openingsView } from './match-openings.js';
import { preset, ticked } from './match-picks.js';
import { readTrial } from './match-trial.js';
import { FinancingWords } from './match-words.js';
import { MatchQueries } from './match.queries.js';
import { FinancingMatching, type Matching } from './matching.service.js';
import { NeedStandings } from '../needs/need-standing.query.js';
import { stepsOf } from '../needs/need-steps.js';
import { Needs } from '../needs/needs.service.js';
import { Products } from '../products/products.service.js';
import { TrackRecordViews } from '../record/track-record.views.js';

const STATUSES: readonly PairStatus[] = ['eligible', 'incomplete', 'near', 'ineligible'];

/** The match page as data: four groups of cards, the facts they were judged by, and what a trial would move. */
@Injectable()
export class MatchViews {
  constructor(
    private readonly needs: Needs,
    private readonly matching: FinancingMatching,
    private readonly queries: MatchQueries,
    private readonly products: Products,
    private readonly words: FinancingWords,
    private readonly limits: DeadlineLimits,
    private readonly clock: BusinessClock,
    private readonly organisations: Organisations,
    private readonly standings: NeedStandings,
    private readonly records: TrackRecordViews,
  ) {}

  async show(actor: Actor, id: string, locale: Locale, query: Record<string, unknown>): Promise<object> {
    const { demand, need } = await this.needs.require(actor, id);
    const words = this.words.in(locale);
    const trial = await readTrial(need, query);
    const tried = Object.keys(trial.changes).length > 0;
    const live = await this.matching.live(demand, need, trial.changes);
    const facts = complete(financingModel, live.facts);
    const own = tried ? complete(financingModel, await this.matching.facts(demand, need)) : facts;
    const offers = await this.cardOffers(demand.id, live);
    const institutions = [...live.shelf.offers.values()].map(({ offer }) => offer.organisationId);
    const record = await this.records.ofNeed(actor, words, live.facts, institutions);
    const context: CardContext = {
      words,
      actor,
      demand,
      need,
      facts: live.facts,
      today: this.clock.today(),
      isStale: (checkedOn) => this.products.isStale(checkedOn),
      recordOf: record?.lineOf ?? null,
    };
    const matchOffers = new Map(live.compiled.offers.map((offer) => [offer.id, offer]));
    const centre = actor.organisationKind === 'centre';
    const open = ['listed', 'engaged'].includes(demand.state);
    const picking = open && !tried && may(actor, centre ? 'financing.need.refer' : 'financing.need.consent');
    const picks = pickedIds(query[centre ? 'offer' : 'receiver']);
    const all = query['all'] === '1';
    const groups = this.groups(offers, all, picks, centre);
    const eligible = groups.eligible.shown.map((offer) => offerCard(context, offer));
    const chosen = picks.length > 0 ? ticked(eligible, picks, centre) : preset(eligible, demand, centre);
    const cards = picking ? chosen : eligible.map((card) => ({ ...card, pick: null }));
    const near = (status: PairStatus) =>
      groups[status].shown.map((offer) => {
        const card = nearCard(context, offer, matchOffers.get(offer.pair.offerId));
        return picking ? ticked([card], picks, centre)[0]! : { ...card, pick: null };
      });
    const [incomplete, nearly] = [near('incomplete'), near('near')];
    return {
      id,
      demand,
      centre,
      title: needTitle(words, await this.organisations.nameOf(demand.organisationId), own),
      crumbs: [
        { label: message('need.list.title'), href: '/financing/needs' },
        { label: demand.number ?? '', href: needHref(id) },
        { label: message('financing.match') },
      ],
      steps: stepsOf(demand, await this.standings.status(demand)),
      facts: needFacts(words, own, need, await this.queries.verifiedBy(id)),
      counts: live.result.counts,
      record,
      eligible: cards,
      incomplete,
      near: nearly,
      ineligible: groups.ineligible.shown.map((offer) => farCard(words, offer)),
      all,
      more: Object.fromEntries(STATUSES.map((status) => [status, groups[status].more])),
      picking,
      open,
      mayPick: may(actor, centre ? 'financing.need.refer' : 'financing.need.consent'),
      pickedCount: [...cards, ...incomplete, ...nearly].filter(({ pick }) => pick?.checked).length,
      answerDays: await this.limits.workingDays('answer-referral'),
      trial: trial.form,
      tried,
      openings: open && !tried ? openingsView(context, live) : null,
      moves: tried ? this.said(words, live.moved, live) : [],
      changes: Object.keys(trial.changes)
        .map((key) => triedText(words, facts, key))
        .join(words.say('verdict.list-separator')),
      needHref: needHref(id),
      matchHref: matchHref(id),
      noneHref: `${needHref(id)}/none-suitable`,
      editHref: this.needs.mayEdit(actor, demand) ? needMoneyHref(id, tried ? trial.query : '') : null,
      enterprise: enterpriseFacts(words, own),
      profileHref: profileHref(actor, demand.organisationId),
      stale: open && !tried && (await this.matching.isStale(demand, live)),
    };
  }

  /** Every pair with its product, its shelf entry and how its bank stands to the need, in the published order. */
  async cardOffers(demandId: string, { result, shelf }: Matching): Promise<CardOffer[]> {
    const products = await this.queries.products(result.pairs.map(({ offerId }) => offerId));
    const standings = await this.queries.standings(demandId);
    return result.pairs.flatMap((pair) => {
      const entry = shelf.offers.get(pair.offerId);
      if (!entry) return [];
      return [
        { pair, entry, product: products.get(pair.offerId), standing: standings.get(entry.offer.organisationId) },
      ];
    });
  }

  /** The offers by status: the first few of each, but all of them where something was picked that would not be seen. */
  private groups(
    offers: readonly CardOffer[],
    all: boolean,
    picks: readonly string[],
    centre: boolean,
  ): Record<PairStatus, FirstFew<CardOffer>> {
    const of = (status: PairStatus) => firstFew(offers.filter(({ pair }) => pair.status === status), status, all); // prettier-ignore
    const groups = { eligible: of('eligible'), incomplete: of('incomplete'), near: of('near'), ineligible: of('ineligible') }; // prettier-ignore
    const seen = new Set(
      [...groups.eligible.shown, ...groups.incomplete.shown, ...groups.near.shown].map(({ entry: { offer } }) =>
        centre ? offer.id : offer.organisationId,
      ),
    );
    return all || picks.every((pick) => seen.has(pick)) ? groups : this.groups(offers, true, picks, centre);
  }

  private said(words: CellWords, moves: readonly Move[], { shelf }: Matching): object[] {
    const step = ({ before, after }: Move) => STATUSES.indexOf(after) - STATUSES.indexOf(before);
    return moves
      .toSorted((a, b) => step(a) - step(b))
      .flatMap((move) => {
        const entry = shelf.offers.get(move.offerId);
        if (!entry) return [];
        const heading = `${entry.institutionName} · ${entry.offer.title}`;
        const [before, after] = [move.before, move.after].map((status) => words.say(`verdict.status.${status}`));
        return [{ heading, before, after, tone: step(move) < 0 ? 'ok' : 'warn' }];
      });
  }
}

/** “金额 300 万元”: what is being tried. */
function triedText(words: CellWords, facts: FactSheet, key: string): string {
  const text = factText(words, key, factOf(facts, key)) ?? words.say('financing.term.undecided');
  return `${factName(words, key)} ${text}`;
}
