import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { complete } from '../../../kernel/matching/fact-model.js';
import { missingFacts } from '../../../kernel/matching/gaps.js';
import { compareText } from '../../../kernel/matching/pair.js';
import { Problem } from '../../../kernel/problem.js';
import { Organisations } from '../../../directory/organisations.js';
import { Profiles } from '../../../directory/profile/profiles.js';
import { Consenting } from '../../../matchmaking/consenting.js';
import type { Demand } from '../../../matchmaking/demand.entity.js';
import { Drafts, type Intake } from '../../../matchmaking/drafts.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import { Drafting } from './drafting.service.js';
import { financingModel } from '../matching/fact-model.js';
import { FinancingMatching } from '../matching/matching.service.js';
import { FinancingNeed, NeedReceiver } from './need.entity.js';
import { Needs, type NeedChange } from './needs.service.js';
import { OfferCatalogue } from '../products/offer-catalogue.js';
import { Submitting } from './submitting.service.js';

/** Facts of the form's last, optional page, in its order. */
export const detailFacts = [
  'repayments',
  'firstLoan',
  'renewal',
  'collateralType',
  'collateralValue',
  'collateralMortgaged',
];

/** What is taken over from the enterprise's last need: what rarely changes, never the amount, the use or a date. */
const kept = [
  'guarantees',
  'repayments',
  'collateralType',
  'collateralValue',
  'collateralMortgaged',
  'avoidedInstitutions',
  'contactName',
  'contactTitle',
  'contactMobile',
  'callHours',
] as const;

/** Filing a need page by page: the draft, what it starts with, whom it may go to, and the submission (F1). */
@Injectable()
export class Filing {
  constructor(
    private readonly db: Database,
    private readonly needs: Needs,
    private readonly matching: FinancingMatching,
    private readonly profiles: Profiles,
    private readonly organisations: Organisations,
    private readonly drafting: Drafting,
    private readonly submitting: Submitting,
    private readonly drafts: Drafts,
    private readonly consenting: Consenting,
    private readonly catalogue: OfferCatalogue,
  ) {}

  /** The draft this person has under way for an enterprise, if there is one. */
  async openDraft(actor: Actor, organisationId: string): Promise<string | null> {
    const draft = await this.drafts.find(actor, 'financing', organisationId);
    return draft?.id ?? null;
  }

  /** Begins a draft, filled with what is known; an open one is gone on with, and nothing in it is changed. */
  async begin(actor: Actor, intake: Intake, change: NeedChange = {}): Promise<Demand> {
    const { kind } = await this.organisations.require(intake.organisationId);
    if (kind !== 'enterprise') throw new Problem('not-found');
    const open = await this.openDraft(actor, intake.organisationId);
    return this.db.transaction(async () => {
      const demand = await this.drafting.draft(actor, intake);
      const known = open ? {} : await this.known(intake.organisationId, demand.id);
      await this.needs.save(actor, demand.id, { ...known, ...change });
      return demand;
    });
  }

  private async known(organisationId: string, exceptId: string): Promise<NeedChange> {
    const [last] = await this.db.select<{ id: string; referralCap: number }>(
      `SELECT id, referralCap FROM demand WHERE domain = 'financing' AND organisationId = ? AND id <> ? AND state <> 'draft'
        ORDER BY submittedAt DESC LIMIT 1`,
      [organisationId, exceptId],
    );
    const { profile } = await this.profiles.read(organisationId);
    const { contactName, contactTitle, contactMobile } = profile;
    if (!last) return { contactName, contactTitle, contactMobile };
    const need = await this.db.repo(FinancingNeed).findOneByOrFail({ demandId: last.id });
    return { ...Object.fromEntries(kept.map((key) => [key, need[key]])), referralCap: Number(last.referralCap) };
  }

  /** A filed need once more: a new draft with its facts. */
  async copy(actor: Actor, id: string): Promise<Demand> {
    const { demand, need } = await this.needs.require(actor, id);
    const { demandId: _own, chosenQuoteId: _choice, neededBy: _day, ...facts } = need;
    const channel = demand.organisationId === actor.organisationId ? 'self' : demand.channel;
    return this.begin(actor, { organisationId: demand.organisationId, channel }, facts);
  }

  /** Institutions with a product that could fit, best first: those the enterprise may tick. */
  async couldReceive(
    actor: Actor,
    id: string,
  ): Promise<{ id: string; name: string; products: string[]; ticked: boolean }[]> {
    const { demand, need } = await this.needs.require(actor, id);
    const { result, shelf } = await this.matching.live(demand, need);
    const ticked = await this.receivers(id);
    const found = new Map<string, { id: string; name: string; products: string[]; ticked: boolean }>();
    for (const pair of result.pairs.filter(({ status }) => status !== 'ineligible')) {
      const entry = shelf.offers.get(pair.offerId);
      if (!entry) continue;
      const { organisationId, title } = entry.offer;
      const known = found.get(organisationId);
      if (known) known.products.push(title);
      else
        found.set(organisationId, {
          id: organisationId,
          name: entry.institutionName,
          products: [title],
          ticked: ticked.has(organisationId),
        });
    }
    return [...found.values()];
  }

  async receivers(id: string): Promise<ReadonlySet<string>> {
    const rows = await this.db.repo(NeedReceiver).find({ where: { demandId: id } });
    return new Set(rows.map(({ organisationId }) => organisationId));
  }

  /** Keeps the ticks until the need is submitted; only institutions that were offered can be ticked. */
  async tick(actor: Actor, id: string, receivers: readonly string[]): Promise<void> {
    const { demand } = await this.needs.require(actor, id);
    if (demand.organisationId !== actor.organisationId) throw new Problem('forbidden');
    const offered = await this.couldReceive(actor, id);
    const ticked = offered.filter((institution) => receivers.includes(institution.id));
    await this.db.transaction(async () => {
      await this.db.repo(NeedReceiver).delete({ demandId: id });
      for (const institution of ticked)
        await this.db.repo(NeedReceiver).insert({ id: newId(), demandId: id, organisationId: institution.id });
    });
  }

  /** Institutions with a product on the shelf, and those avoided already, by name: whom an enterprise may want to avoid. */
  async avoidable(actor: Actor, id: string): Promise<{ id: string; name: string; avoided: boolean }[]> {
    const { need } = await this.needs.require(actor, id);
    const avoided = new Set(need.avoidedInstitutions ?? []);
    const shelf = await this.catalogue.onShelf();
    const names = new Map(
      [...shelf.offers.values()].map(({ offer, institutionName }) => [offer.organisationId, institutionName]),
    );
    for (const gone of avoided) if (!names.has(gone)) names.set(gone, await this.organisations.nameOf(gone));
    return [...names]
      .map(([organisationId, name]) => ({ id: organisationId, name, avoided: avoided.has(organisationId) }))
      .toSorted((a, b) => compareText(a.name, b.name));
  }

  /** From now on none of their products is matched with this need. Referrals there are end by withdrawing the consent. */
  async avoid(actor: Actor, id: string, institutions: readonly string[]): Promise<void> {
    const all = await this.avoidable(actor, id);
    const avoided = all
      .filter((institution) => institutions.includes(institution.id))
      .map((institution) => institution.id);
    await this.needs.save(actor, id, { avoidedInstitutions: avoided.length > 0 ? avoided : null });
  }

  /** Submits, and gives the consents that were ticked; both or neither. */
  async submit(actor: Actor, id: string): Promise<Demand> {
    return this.db.transaction(async () => {
      const demand = await this.submitting.submit(actor, id);
      const receivers = demand.organisationId === actor.organisationId ? [...(await this.receivers(id))] : [];
      if (receivers.length > 0) await this.consenting.give(actor, id, receivers);
      return demand;
    });
  }

  /** Facts of the need itself that would settle an open verdict, with how many products each settles. */
  async worthAsking(actor: Actor, id: string): Promise<{ factKey: string; settles: number }[]> {
    const { demand, need } = await this.needs.require(actor, id);
    const { facts, result } = await this.matching.live(demand, need);
    return missingFacts(financingModel, complete(financingModel, facts), result.pairs)
      .filter(({ factKey }) => detailFacts.includes(factKey))
      .map(({ factKey, asked }) => ({ factKey, settles: asked }));
  }
}
