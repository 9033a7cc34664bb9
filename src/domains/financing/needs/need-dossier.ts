import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { ProfileLooks } from '../../../directory/profile/profile-looks.js';
import { ProfileViews } from '../../../directory/profile/profile.views.js';
import { Profiles } from '../../../directory/profile/profiles.js';
import { Organisations } from '../../../directory/organisations.js';
import { needFacts } from './need-facts.js';
import { NeedStandings } from './need-standing.query.js';
import { Needs } from './needs.service.js';

/** 融资需求档案: the need and the enterprise's profile with the source of every fact, to print or keep as a PDF. */
@Injectable()
export class NeedDossiers {
  constructor(
    private readonly needs: Needs,
    private readonly standings: NeedStandings,
    private readonly profiles: Profiles,
    private readonly profileViews: ProfileViews,
    private readonly organisations: Organisations,
    private readonly looks: ProfileLooks,
  ) {}

  async of(me: Actor, id: string, locale: string) {
    const { demand, need } = await this.needs.require(me, id);
    if (demand.number === null) throw new Problem('not-found');
    this.profiles.requireVisible(me, demand.organisationId);
    const own = demand.organisationId === me.organisationId;
    if (!own) await this.looks.note(me, demand.organisationId, ['profile']);
    const { name, creditCode } = await this.organisations.require(demand.organisationId);
    const record = await this.profileViews.record(demand.organisationId, locale, own);
    return {
      id,
      number: demand.number,
      submittedAt: demand.submittedAt,
      organisation: name,
      creditCode,
      status: await this.standings.status(demand),
      facts: needFacts(need, demand)
        .filter(({ page }) => page !== 'contact')
        .map(({ label, value }) => ({ label, value })),
      ...record,
    };
  }
}
