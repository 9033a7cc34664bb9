import { Injectable } from '@nestjs/common';
import { Organisations } from '../../../directory/organisations.js';
import { Profiles } from '../../../directory/profile/profiles.js';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Demand } from '../../../matchmaking/demand.entity.js';
import { Drafts, type Intake } from '../../../matchmaking/drafts.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import { TalentDemand } from './demand.entity.js';
import { Demands, type DemandChange } from './demands.service.js';

/** What is taken over from the enterprise's last post: who to call, where it is, how it treats people; never the post. */
const kept = [
  'trade', 'park', 'workplace', 'latitude', 'longitude', 'shift', 'board', 'cooperation', 'employeesTotal', 'anonymous',
  'avoidedEnterprises', 'avoidedColleges', 'contactName', 'contactTitle', 'contactMobile', 'callHours',
] as const; // prettier-ignore

/** How many posts one basket holds. */
export const BASKET = 20;

/** Writing posts: one draft at a time, laid into a basket beside those written before, all handed in together. */
@Injectable()
export class DemandFiling {
  constructor(
    private readonly db: Database,
    private readonly drafts: Drafts,
    private readonly demands: Demands,
    private readonly profiles: Profiles,
    private readonly organisations: Organisations,
  ) {}

  /** Begins a post, filled with what is known; an open one is gone on with. @throws Problem `not-found` */
  async begin(actor: Actor, intake: Intake, change: DemandChange = {}): Promise<Demand> {
    const { kind } = await this.organisations.require(intake.organisationId);
    if (kind !== 'enterprise') throw new Problem('not-found');
    return this.db.transaction(async () => {
      const open = intake.importId ? null : await this.drafts.find(actor, 'talent', intake.organisationId);
      const demand = await this.drafts.open(actor, 'talent', intake, (id) => this.blank(id));
      const known = open ? {} : await this.known(intake.organisationId, demand.id);
      await this.demands.save(actor, demand.id, { ...known, ...change });
      return demand;
    });
  }

  private async blank(demandId: string): Promise<void> {
    const columns = this.db.repo(TalentDemand).metadata.columns.map(({ propertyName }) => [propertyName, null]);
    await this.db.repo(TalentDemand).insert({ ...Object.fromEntries(columns), demandId, released: false });
  }

  private async known(organisationId: string, exceptId: string): Promise<DemandChange> {
    const [last] = await this.db.select<{ id: string }>(
      `SELECT id FROM demand WHERE domain = 'talent' AND organisationId = ? AND id <> ? AND state <> 'draft'
        ORDER BY submittedAt DESC LIMIT 1`,
      [organisationId, exceptId],
    );
    if (last) {
      const post = await this.db.repo(TalentDemand).findOneByOrFail({ demandId: last.id });
      return Object.fromEntries(kept.map((key) => [key, post[key]]));
    }
    const { profile } = await this.profiles.read(organisationId);
    const { contactName, contactTitle, contactMobile, park, latitude, longitude, staff } = profile;
    return {
      contactName,
      contactTitle,
      contactMobile,
      park,
      latitude,
      longitude,
      workplace: profile.address,
      employeesTotal: staff,
    };
  }

  /** The posts that would be handed in with this one, itself among them, the oldest first. */
  async basket(actor: Actor, id: string): Promise<Demand[]> {
    const { demand, post } = await this.demands.require(actor, id);
    if (demand.state !== 'draft' || post.batchId === null) return [demand];
    const rows = await this.db.select<{ id: string }>(
      `SELECT d.id FROM demand d JOIN talent_demand t ON t.demandId = d.id
        WHERE t.batchId = ? AND d.state = 'draft' AND d.filedBy = ? ORDER BY d.createdAt, d.id`,
      [post.batchId, demand.filedBy],
    );
    const found = await this.db.repo(Demand).findBy(rows.map(({ id: one }) => ({ id: one })));
    return rows.flatMap(({ id: one }) => found.find((row) => row.id === one) ?? []);
  }

  /** 再加一个岗位: this post stays in the basket, and a new one is begun with what they share. */
  async addAnother(actor: Actor, id: string): Promise<Demand> {
    const { demand, post } = await this.demands.require(actor, id);
    if (demand.state !== 'draft') throw new Problem('state-changed', { state: demand.state });
    if ((await this.basket(actor, id)).length >= BASKET) throw new Problem('basket-full', { most: BASKET });
    const batchId = post.batchId ?? newId();
    const { organisationId, channel, collectedOn } = demand;
    return this.db.transaction(async () => {
      await this.db.repo(TalentDemand).update({ demandId: id }, { batchId });
      await this.db.repo(Demand).update({ id }, { draftKey: null });
      const next = await this.begin(actor, { organisationId, channel, collectedOn });
      const shared = Object.fromEntries(kept.map((key) => [key, post[key]]));
      await this.demands.save(actor, next.id, shared);
      await this.db.repo(TalentDemand).update({ demandId: next.id }, { batchId });
      return next;
    });
  }

  /** Takes an unfiled post out of the basket for good. */
  async drop(actor: Actor, id: string): Promise<void> {
    const { demand } = await this.demands.require(actor, id);
    await this.db.transaction(async () => {
      if (!(await this.db.transition(Demand, id, ['draft'], { state: 'closed', outcome: 'withdrawn', draftKey: null })))
        throw new Problem('state-changed', { state: demand.state });
    });
  }

  /** A filed post once more: a new draft with what it said. Last year's demand is this year's in two clicks. */
  async copy(actor: Actor, id: string): Promise<Demand> {
    const { demand, post, majors } = await this.demands.require(actor, id);
    const {
      demandId: _own,
      batchId: _batch,
      renewedFrom: _from,
      released: _released,
      onboardBy: _day,
      ...facts
    } = post;
    const channel = demand.organisationId === actor.organisationId ? 'self' : demand.channel;
    return this.begin(actor, { organisationId: demand.organisationId, channel }, { ...facts, majors });
  }
}
