import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { may, type Actor } from '../../../kernel/actor.js';
import { matchShelf } from '../../../kernel/matching/compiled/match-shelf.js';
import { CompiledShelf } from '../../../kernel/matching/compiled/shelf.js';
import type { PairStatus } from '../../../kernel/matching/pair.js';
import { codeText, measure, type Words } from '../../../kernel/matching/texts.js';
import { Profiles } from '../../../directory/profile/profiles.js';
import { Demand } from '../../../matchmaking/demand.entity.js';
import { leftOf } from '../../../matchmaking/offer-capacity.js';
import type { Offer } from '../../../matchmaking/offer.entity.js';
import { Shelf } from '../../../matchmaking/shelf.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message } from '../../../platform/i18n/message.js';
import { criterionSentence } from './criterion-sentence.js';
import { financingModel } from '../matching/fact-model.js';
import { financingFactSheet } from '../matching/fact-sheet.js';
import { needHref, productHref } from '../matching/match-links.js';
import { FinancingWords } from '../matching/match-words.js';
import { FinancingNeed } from '../needs/need.entity.js';
import { criterionOf, matchOffer, OfferCatalogue, type ShelfOffer } from './offer-catalogue.js';
import { LoanProduct, type Tier } from './product.entity.js';
import { ProductQueries, type ProductFilter } from './product.queries.js';
import { productLine, Products } from './products.service.js';

const stateTones = { draft: 'mute', review: 'info', 'on-shelf': 'ok', paused: 'warn', off: 'mute' } as const;
const STATUSES: readonly PairStatus[] = ['eligible', 'incomplete', 'near', 'ineligible'];

/** Product pages as data: the catalogue, one product in full, and how it stands to the needs of now. */
@Injectable()
export class ProductViews {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly products: Products,
    private readonly catalogue: OfferCatalogue,
    private readonly profiles: Profiles,
    private readonly queries: ProductQueries,
    private readonly words: FinancingWords,
    private readonly shelf: Shelf,
  ) {}

  async list(actor: Actor, filter: ProductFilter, pageNumber: number) {
    const { rows, total } = await this.queries.catalogue(actor, filter, pageNumber);
    const staff = actor.organisationKind !== 'enterprise';
    return {
      rows: rows.map((row) => ({ ...row, href: productHref(row.id), tone: stateTones[row.state] })),
      total,
      staff,
      mayEdit: may(actor, 'financing.product.edit'),
    };
  }

  async show(actor: Actor, id: string, locale: Locale): Promise<object> {
    const offer = await this.products.require(actor, id);
    const entry = await this.entry(offer);
    const product = await this.db.repo(LoanProduct).findOneByOrFail({ offerId: id });
    const words = this.words.in(locale);
    return {
      id,
      offer,
      heading: `${entry.institutionName} · ${offer.title}`,
      crumbs: [{ label: message('menu.products'), href: '/financing/products' }, { label: offer.number }],
      tone: stateTones[offer.state],
      stale: this.products.isStale(product.checkedOn),
      terms: productTerms(product, words),
      tiers: entry.tiers.map((tier) => tierView(words, tier, entry)),
      criteria: sentences(words, entry, null),
      moves: this.products.movesOf(actor, offer),
      mayEdit: this.mayEdit(actor, offer),
      staff: this.mayEdit(actor, offer),
      room: this.products.seesRoom(actor, offer) ? roomItems(offer) : null,
      history: (await this.shelf.history(productLine, id)).map(({ at, action, actor: by, revision }) => ({
        at,
        actor: by ?? message('common.automatic'),
        action: message(`financing.product.history.${action}`),
        ...(revision !== null && { detail: message('financing.product.revision', { revision }) }),
      })),
    };
  }

  /** 用在列需求试配: how many listed needs the product fits; the centre is told which. */
  async test(actor: Actor, id: string, locale: Locale): Promise<object> {
    const offer = await this.products.require(actor, id);
    if (!this.mayEdit(actor, offer)) return { id, offer, total: 0, groups: [], backHref: productHref(id) };
    const entry = await this.entry(offer);
    const demands = await this.db.repo(Demand).find({ where: { id: In(await this.queries.listedNeeds()) } });
    const needs = await this.db.repo(FinancingNeed).find({ where: { demandId: In(demands.map((one) => one.id)) } });
    const records = await this.profiles.readMany(demands.map(({ organisationId }) => organisationId));
    const today = this.clock.today();
    const alone = new CompiledShelf(financingModel, [matchOffer(entry, null)]);
    const judged = demands.flatMap((demand) => {
      const need = needs.find(({ demandId }) => demandId === demand.id);
      const record = records.get(demand.organisationId);
      if (!need || !record) return [];
      const [pair] = matchShelf(alone, financingFactSheet(need, record, today), today).pairs;
      return pair ? [{ status: pair.status, number: demand.number, href: `${needHref(demand.id)}/match` }] : [];
    });
    const centre = actor.organisationKind === 'centre';
    const words = this.words.in(locale);
    return {
      id,
      offer,
      total: judged.length,
      backHref: productHref(id),
      groups: STATUSES.map((status) => {
        const these = judged.filter((one) => one.status === status);
        return { label: words.say(`verdict.status.${status}`), count: these.length, needs: centre ? these : [] };
      }),
    };
  }

  async entry(offer: Offer): Promise<ShelfOffer> {
    const entry = (await this.catalogue.load([offer])).get(offer.id);
    if (!entry) throw new Error(`no product ${offer.id}`);
    return entry;
  }

  private mayEdit(actor: Actor, offer: Offer): boolean {
    return this.shelf.mayEdit(actor, productLine, offer) && offer.state !== 'off';
  }
}

/** How much of its total a product has set aside, and what is left; nothing where its bank named none. */
function roomItems(offer: Offer): object[] | null {
  const left = leftOf(offer);
  if (left === null) return null;
  const items = [
    ['capacity', offer.capacity],
    ['taken', offer.taken],
    ['left', left],
  ] as const;
  return items.map(([name, fen]) => ({ label: message(`financing.product.${name}`), value: { fen } }));
}

function sentences(words: Words, entry: ShelfOffer, tierKey: string | null): object[] {
  return entry.criteria
    .filter((row) => row.tierKey === tierKey)
    .map((row) => ({
      text: criterionSentence(words, criterionOf(row)),
      soft: !row.hard,
      weight: row.weight,
      group: row.groupKey,
      remark: row.remark,
    }));
}

function tierView(words: Words, tier: Tier, entry: ShelfOffer): object {
  const range = (unit: 'fen' | 'month', from: number | null, to: number | null) => {
    if (from === null && to === null) return null;
    const text = measure(
      words,
      unit,
      [from, to].filter((one) => one !== null),
    );
    if (from !== null && to !== null) return text;
    const form = to === null ? 'least' : unit === 'fen' ? 'up-to' : 'longest';
    return words.say(`financing.match.terms.${form}`, { value: text });
  };
  const codes = (key: string, list: readonly string[] | null) =>
    list?.map((code) => codeText(words, key, code)).join(words.say('verdict.list-separator')) ?? null;
  const rates = [tier.rateFrom, tier.rateTo].filter((one) => one !== null);
  const rate = rates.length > 0 ? measure(words, 'ppm', rates) : null;
  const items = [
    ['amount', range('fen', tier.minAmount, tier.maxAmount)],
    ['term', range('month', tier.minTerm, tier.maxTerm)],
    ['rate', rate && rates.length === 1 ? words.say('financing.match.terms.from', { value: rate }) : rate],
    ['pricing', tier.pricing],
    ['guarantees', codes('guarantees', tier.guarantees)],
    ['maxLoanToValue', tier.maxLoanToValue === null ? null : measure(words, 'ppm', [tier.maxLoanToValue])],
    ['repayments', codes('repayments', tier.repayments)],
  ] as const;
  return {
    name: tier.name,
    items: items.map(([name, value]) => ({ label: message(`financing.tier.${name}`), value })),
    criteria: sentences(words, entry, tier.key),
  };
}

const shownTerms = [
  'summary',
  'audience',
  'useOfFunds',
  'handling',
  'approvalDays',
  'materials',
  'fees',
  'policies',
] as const;

function productTerms(product: LoanProduct, words: Words): object[] {
  const grade = product.sourceGrade && words.say(`financing.product.grade.${product.sourceGrade}`);
  return [
    ...shownTerms.map((name) => ({ label: message(`financing.product.${name}`), value: product[name] })),
    { label: message('financing.product.sourceTitle'), value: product.sourceTitle },
    { label: message('financing.product.sourceGrade'), value: grade },
    { label: message('financing.product.checkedOn'), value: product.checkedOn && { day: product.checkedOn } },
  ];
}
