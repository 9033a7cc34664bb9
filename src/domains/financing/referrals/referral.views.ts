import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../../../kernel/actor.js';
import { maskMobile, maskName } from '../../../kernel/mask.js';
import { complete } from '../../../kernel/matching/fact-model.js';
import type { Unit } from '../../../kernel/matching/units.js';
import { Problem } from '../../../kernel/problem.js';
import { Organisations } from '../../../directory/organisations.js';
import { Profiles } from '../../../directory/profile/profiles.js';
import { Consents } from '../../../matchmaking/consents.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { Demand } from '../../../matchmaking/demand.entity.js';
import { CriterionRow, Offer } from '../../../matchmaking/offer.entity.js';
import { Deadline, Referral } from '../../../matchmaking/referral.entity.js';
import { Visibility } from '../../../matchmaking/visibility.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { Words } from '../../../platform/i18n/words.js';
import { Organisation } from '../../../platform/identity/organisation.entity.js';
import { Users } from '../../../platform/identity/users.js';
import { FinancingReferral } from '../deals/deal.entity.js';
import { disclose, disclosureStage, mayDisclose, type DisclosureStage } from './disclosure.js';
import { financingModel } from '../matching/fact-model.js';
import { financingFactSheet } from '../matching/fact-sheet.js';
import { financingFacts } from '../matching/facts.js';
import { FinancingNeed } from '../needs/need.entity.js';
import { ReferralPapers } from './referral-papers.js';
import { factText, sentenceWords, verdictLines, type VerdictLine } from './referral-verdicts.js';

export type Side = 'recipient' | 'enterprise' | 'centre';

export interface AskedFact {
  readonly key: string;
  readonly value: string | null;
}

/** A file that was handed over for this referral. */
export interface GivenPaper {
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

/** What may be known of a referral's need and enterprise; `disclose` leaves what the table allows. */
export type Known = Partial<
  Omit<FinancingNeed, 'demandId' | 'chosenQuoteId'> & {
    number: string;
    product: string;
    enterprise: string;
    creditCode: string | null;
    verdicts: VerdictLine[];
    askedFacts: AskedFact[];
    papers: GivenPaper[];
    address: string | null;
    legalRepName: string | null;
  }
>;

export interface ReferralView {
  readonly referral: Referral;
  readonly demand: Demand;
  readonly step: FinancingReferral;
  readonly side: Side;
  /** How much an institution sees; for the other sides how much the institution sees now. */
  readonly disclosed: DisclosureStage | null;
  readonly institution: string;
  readonly handler: string | null;
  readonly known: Known;
  readonly deadlines: readonly Deadline[];
}

/** One referral as each side may read it. The only way from a need's fields to an institution's page. */
@Injectable()
export class ReferralViews {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly visibility: Visibility,
    private readonly consents: Consents,
    private readonly deadlines: Deadlines,
    private readonly profiles: Profiles,
    private readonly words: Words,
    private readonly audit: Audit,
    private readonly organisations: Organisations,
    private readonly users: Users,
    private readonly papers: ReferralPapers,
  ) {}

  async of(actor: Actor, id: string, locale: Locale): Promise<ReferralView> {
    const referral = await this.require(actor, id);
    const demand = await this.db.repo(Demand).findOneByOrFail({ id: referral.demandId });
    const step = await this.db.repo(FinancingReferral).findOneByOrFail({ referralId: id });
    const consent = await this.consents.valid(demand.id, referral.recipientOrganisationId);
    const disclosed = disclosureStage(referral.state, consent !== null);
    const side = sideOf(actor, referral, demand);
    if (side === 'recipient' && disclosed === null) throw new Problem('not-found');
    const profile = side !== 'centre' || may(actor, 'directory.profile.read');
    const figures =
      profile && (side !== 'recipient' || (disclosed !== null && mayDisclose('verdictFigures', disclosed)));
    const all = await this.known(referral, demand, locale, figures);
    return {
      referral,
      demand,
      step,
      side,
      disclosed,
      institution: await this.organisations.nameOf(referral.recipientOrganisationId),
      handler: referral.handlerId && (await this.users.nameOf(referral.handlerId)),
      known: side === 'recipient' && disclosed ? disclose(all, disclosed) : forReader(side, profile, all),
      deadlines: await this.deadlines.openOf({ referralId: id }),
    };
  }

  /** As `of`; the receiver's first look is noted, for who waits for its answer to see. Nobody else's look counts. */
  async opened(actor: Actor, id: string, locale: Locale): Promise<ReferralView> {
    const view = await this.of(actor, id, locale);
    const { referral, side, disclosed } = view;
    if (side !== 'recipient' || disclosed === 'ended' || referral.seenAt !== null) return view;
    const first = 'UPDATE referral SET seenAt = ? WHERE id = ? AND seenAt IS NULL';
    await this.db.transaction(() => this.db.execute(first, [this.clock.now(), id]));
    return this.of(actor, id, locale);
  }

  /** The whole number, while the table and the consent allow it; who looked is recorded and told to the enterprise. */
  async revealMobile(actor: Actor, id: string): Promise<string> {
    const referral = await this.visibility.referral(actor, id);
    if (actor.organisationId !== referral.recipientOrganisationId) throw new Problem('forbidden');
    return this.db.transaction(async () => {
      const consent = await this.consents.valid(referral.demandId, referral.recipientOrganisationId);
      const stage = disclosureStage(referral.state, consent !== null);
      if (stage === null || !mayDisclose('contactMobile', stage)) throw new Problem('consent-missing');
      const { contactMobile } = await this.db.repo(FinancingNeed).findOneByOrFail({ demandId: referral.demandId });
      await this.audit.look(actor, { type: 'demand', id: referral.demandId, fields: ['contactMobile'] });
      return contactMobile ?? '';
    });
  }

  /** What was taken back by the enterprise is still found by its receiver, who is told just that. */
  private async require(actor: Actor, id: string): Promise<Referral> {
    if (actor.organisationKind === 'institution') {
      const taken = await this.db
        .repo(Referral)
        .findOneBy({ id, recipientOrganisationId: actor.organisationId, state: 'withdrawn' });
      if (taken?.sentAt) return taken;
    }
    return this.visibility.referral(actor, id);
  }

  /** `figures`: whether the enterprise's own figures stand in the sentences of the verdicts. */
  private async known(referral: Referral, demand: Demand, locale: Locale, figures: boolean): Promise<Known> {
    const need = await this.db.repo(FinancingNeed).findOneByOrFail({ demandId: demand.id });
    const enterprise = await this.db.repo(Organisation).findOneByOrFail({ id: demand.organisationId });
    const offer = await this.db.repo(Offer).findOneByOrFail({ id: referral.offerId });
    const record = await this.profiles.read(demand.organisationId);
    const words = sentenceWords(this.words, locale);
    const { demandId: _, chosenQuoteId: __, ...fields } = need;
    return {
      ...fields,
      contactMobile: need.contactMobile && maskMobile(need.contactMobile),
      number: demand.number ?? '',
      product: offer.title,
      enterprise: enterprise.name,
      creditCode: enterprise.creditCode,
      verdicts: verdictLines(referral.verdicts as Unit[], words, figures),
      askedFacts: await this.askedFacts(referral, offer, financingFactSheet(need, record, this.clock.today()), words),
      papers: (await this.papers.of(referral.id)).map((file) => ({ id: file.id, name: file.name, type: file.type })),
      address: record.profile.address,
      legalRepName: record.profile.legalRepName,
    };
  }

  /** The enterprise's facts that this product's conditions ask for, as they stand today. */
  private async askedFacts(
    referral: Referral,
    offer: Offer,
    sheet: ReturnType<typeof financingFactSheet>,
    words: ReturnType<typeof sentenceWords>,
  ): Promise<AskedFact[]> {
    const rows = await this.db.repo(CriterionRow).find({ where: { offerId: offer.id, revision: offer.revision } });
    const asked = new Set(
      rows.filter(({ tierKey }) => tierKey === null || tierKey === referral.tierKey).map(({ factKey }) => factKey),
    );
    const facts = complete(financingModel, sheet);
    return (
      financingFacts
        // A place is told as the distance the condition asks for, in its verdict; where it is stays with the enterprise.
        .filter(({ key, from, kind }) => from !== 'need' && kind !== 'place' && asked.has(key))
        .map(({ key }) => ({ key, value: factText(words, key, facts[key]) }))
    );
  }
}

/** The centre reads whom to call on the need's page, where the look is recorded. */
function forReader(side: Side, profile: boolean, all: Known): Known {
  const known = profile ? all : withoutProfile(all);
  return side === 'centre' && known.contactName ? { ...known, contactName: maskName(known.contactName) } : known;
}

/** An auditor reads cases, and no profiles: what stands in the profile alone is left out. */
function withoutProfile(all: Known): Known {
  const { address: _address, legalRepName: _name, askedFacts: _facts, papers: _papers, ...known } = all;
  return known;
}

export function sideOf(actor: Actor, referral: Referral, demand: Demand): Side {
  if (actor.organisationKind === 'centre') return 'centre';
  return actor.organisationId === demand.organisationId ? 'enterprise' : sideOfRecipient(actor, referral);
}

function sideOfRecipient(actor: Actor, referral: Referral): Side {
  if (actor.organisationId !== referral.recipientOrganisationId) throw new Problem('not-found');
  return 'recipient';
}
