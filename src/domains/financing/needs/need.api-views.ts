import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { maskMobile, maskName } from '../../../kernel/mask.js';
import { Organisations } from '../../../directory/organisations.js';
import { demandView } from '../../../matchmaking/demand.api-views.js';
import { channels, outcomes } from '../../../matchmaking/demand.entity.js';
import { demandStates } from '../../../matchmaking/lifecycle.js';
import { Visibility } from '../../../matchmaking/visibility.js';
import { equals } from '../../../platform/database/conditions.js';
import { Database } from '../../../platform/database/database.js';
import { iso } from '../../../platform/database/rows.js';
import { show } from '../../../platform/http/api-schema.js';
import { listPage, mapPage, type Page } from '../../../platform/http/paging.js';
import type { NeedQuery } from './need.api-forms.js';
import type { FinancingNeed } from './need.entity.js';
import { Needs } from './needs.service.js';
import { stillMissing } from './still-missing.js';

const head = {
  id: show.id,
  number: show.maybe(show.text),
  state: show.code(demandStates),
  outcome: show.maybe(show.code(outcomes)),
  organisation: show.object({ id: show.text, name: show.text }),
  financingKind: show.maybe(show.text),
  purpose: show.maybe(show.text),
  amount: show.maybe(show.money),
  termMonths: show.maybe(show.count),
  createdAt: show.instant,
  submittedAt: show.maybe(show.instant),
  expiresOn: show.maybe(show.day),
  version: show.count,
};

export const needItem = show.object(head);

export const needRecord = show.object({
  ...head,
  channel: show.code(channels),
  collectedOn: show.maybe(show.day),
  officerId: show.maybe(show.text),
  referralCap: show.count,
  activeReferrals: show.count,
  listedAt: show.maybe(show.instant),
  closedAt: show.maybe(show.instant),
  purposeNote: show.maybe(show.text),
  minAmount: show.maybe(show.money),
  maxRate: show.maybe(show.ppm),
  neededBy: show.maybe(show.day),
  urgency: show.maybe(show.text),
  guarantees: show.list(show.text),
  repayments: show.list(show.text),
  firstLoan: show.maybe(show.flag),
  renewal: show.maybe(show.flag),
  renewalDueOn: show.maybe(show.day),
  collateralType: show.maybe(show.text),
  collateralValue: show.maybe(show.money),
  collateralMortgaged: show.maybe(show.money),
  repaymentSource: show.maybe(show.text),
  contact: show.object({
    name: show.maybe({ ...show.text, description: 'masked for everybody but the enterprise itself' }),
    title: show.maybe(show.text),
    mobile: show.maybe({ ...show.text, description: 'masked for everybody but the enterprise itself' }),
    callHours: show.maybe(show.text),
  }),
  chosenQuoteId: show.maybe(show.text),
  missing: { ...show.list(show.text), description: 'facts to fill in before it can be submitted' },
});

interface NeedRow {
  id: string;
  number: string | null;
  state: string;
  outcome: string | null;
  organisationId: string;
  organisationName: string;
  financingKind: string | null;
  purpose: string | null;
  amount: string | number | null;
  termMonths: number | null;
  createdAt: Date | string;
  submittedAt: Date | string | null;
  expiresOn: string | null;
  version: number;
}

/** Needs as programs see them: codes and numbers, no sentences. */
@Injectable()
export class NeedApiViews {
  constructor(
    private readonly db: Database,
    private readonly visibility: Visibility,
    private readonly needs: Needs,
    private readonly organisations: Organisations,
  ) {}

  async list(actor: Actor, query: NeedQuery): Promise<Page<object>> {
    const page = await listPage<NeedRow>(
      this.db,
      {
        columns: `d.number, d.state, d.outcome, d.organisationId, o.name AS organisationName, n.financingKind, n.purpose,
          n.amount, n.termMonths, d.createdAt, d.submittedAt, d.expiresOn, d.version`,
        from: 'demand d JOIN financing_need n ON n.demandId = d.id JOIN organisation o ON o.id = d.organisationId',
        key: 'd.id',
        where: [
          { sql: "d.domain = 'financing'", params: [] },
          this.visibility.demandsOf(actor),
          ...equals({ 'd.state': query.state, 'd.organisationId': query.organisationId }),
        ],
      },
      query,
    );
    return mapPage(page, ({ organisationId, organisationName, ...row }) => ({
      ...row,
      organisation: { id: organisationId, name: organisationName },
      amount: row.amount === null ? null : Number(row.amount),
      createdAt: iso(row.createdAt),
      submittedAt: iso(row.submittedAt),
    }));
  }

  async record(actor: Actor, id: string): Promise<object> {
    const { demand, need } = await this.needs.require(actor, id);
    return {
      ...demandView(demand),
      referralCap: demand.referralCap,
      activeReferrals: demand.activeReferrals,
      organisation: { id: demand.organisationId, name: await this.organisations.nameOf(demand.organisationId) },
      ...needView(need, demand.organisationId === actor.organisationId),
      missing: stillMissing(need),
    };
  }
}

function needView(need: FinancingNeed, own: boolean): object {
  const {
    demandId: _demandId,
    contactName,
    contactTitle,
    contactMobile,
    callHours,
    preferredInstitutions: _preferred,
    avoidedInstitutions: _avoided,
    ...facts
  } = need;
  return {
    ...facts,
    guarantees: facts.guarantees ?? [],
    repayments: facts.repayments ?? [],
    contact: {
      name: contactName === null || own ? contactName : maskName(contactName),
      title: contactTitle,
      mobile: contactMobile === null || own ? contactMobile : maskMobile(contactMobile),
      callHours,
    },
  };
}
