import { Injectable } from '@nestjs/common';
import { Organisations } from '../../../directory/organisations.js';
import type { Actor } from '../../../kernel/actor.js';
import { maskMobile, maskName } from '../../../kernel/mask.js';
import { demandView } from '../../../matchmaking/demand.api-views.js';
import { verdictViews } from '../../../matchmaking/verdict.api-views.js';
import { Visibility } from '../../../matchmaking/visibility.js';
import { equals } from '../../../platform/database/conditions.js';
import { Database } from '../../../platform/database/database.js';
import { iso, numberOf } from '../../../platform/database/rows.js';
import { listPage, mapPage, type Page } from '../../../platform/http/paging.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import type { DemandQuery } from './demand.api-forms.js';
import { missingIn } from './demand-submitting.service.js';
import { outerTitle } from '../classes/class-look.js';
import { Demands } from './demands.service.js';
import { TalentMatching } from '../matching/talent-matching.service.js';
import { TalentWords } from '../matching/talent-words.js';

interface Row {
  readonly id: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly headcountMin: number | string | null;
  readonly headcountMax: number | string | null;
  readonly reserved: number | string;
  readonly createdAt: Date | string;
  readonly submittedAt: Date | string | null;
}

/** Talent demands as programs see them: codes and numbers, no sentences. */
@Injectable()
export class DemandApiViews {
  constructor(
    private readonly db: Database,
    private readonly visibility: Visibility,
    private readonly demands: Demands,
    private readonly organisations: Organisations,
    private readonly matching: TalentMatching,
    private readonly words: TalentWords,
  ) {}

  async list(actor: Actor, query: DemandQuery): Promise<Page<object>> {
    const wants = query.major && {
      sql: 'EXISTS (SELECT 1 FROM talent_demand_major w WHERE w.demandId = d.id AND w.majorCode = ?)',
      params: [query.major],
    };
    const page = await listPage<Row>(
      this.db,
      {
        columns: `d.number, d.state, d.outcome, d.organisationId, o.name AS organisationName, t.title, t.trade, t.headcountMin,
          t.headcountMax, d.reserved, t.educationLevel, t.onboardBy, d.createdAt, d.submittedAt, d.expiresOn, d.version`,
        from: 'demand d JOIN talent_demand t ON t.demandId = d.id JOIN organisation o ON o.id = d.organisationId',
        key: 'd.id',
        where: [
          { sql: "d.domain = 'talent' AND (d.number IS NOT NULL OR d.state = 'draft')", params: [] },
          this.visibility.demandsOf(actor),
          ...equals({ 'd.state': query.state, 'd.organisationId': query.organisationId }),
          ...(wants ? [wants] : []),
        ],
      },
      query,
    );
    return mapPage(page, ({ organisationId, organisationName, ...row }) => ({
      ...row,
      organisation: { id: organisationId, name: organisationName },
      headcountMin: numberOf(row.headcountMin),
      headcountMax: numberOf(row.headcountMax),
      reserved: Number(row.reserved),
      createdAt: iso(row.createdAt),
      submittedAt: iso(row.submittedAt),
    }));
  }

  async record(actor: Actor, id: string): Promise<object> {
    const found = await this.demands.require(actor, id);
    const { demand, post, majors } = found;
    const own = demand.organisationId === actor.organisationId;
    const { contactName, contactMobile } = post;
    return {
      ...demandView(demand),
      reserved: demand.reserved,
      organisation: { id: demand.organisationId, name: await this.organisations.nameOf(demand.organisationId) },
      title: post.title,
      trade: post.trade,
      headcountMin: post.headcountMin,
      headcountMax: post.headcountMax,
      headcountFirm: post.headcountFirm,
      educationLevel: post.educationLevel,
      onboardBy: post.onboardBy,
      renewedFrom: post.renewedFrom,
      occupation: post.occupation,
      urgency: post.urgency,
      duties: post.duties,
      majors,
      acceptsNear: post.acceptsNear,
      splittable: post.splittable,
      cooperation: post.cooperation ?? [],
      skills: post.skills?.map(({ name }) => name) ?? [],
      skillsAsked: post.skills ?? [],
      conditions: post.conditions,
      probationPay: post.probationPay,
      regularPay: post.regularPay,
      park: post.park,
      workplace: post.workplace,
      shift: post.shift,
      board: post.board,
      trainingSupport: post.trainingSupport ?? [],
      trainingBudget: post.trainingBudget,
      mentorCount: post.mentorCount,
      employeesTotal: post.employeesTotal,
      employeesSamePost: post.employeesSamePost,
      anonymous: post.anonymous,
      contact: {
        name: own || contactName === null ? contactName : maskName(contactName),
        title: post.contactTitle,
        mobile: own || contactMobile === null ? contactMobile : maskMobile(contactMobile),
        callHours: post.callHours,
      },
      classes: await this.classes(id),
      missing: missingIn(found),
    };
  }

  private async classes(demandId: string): Promise<object[]> {
    const rows = await this.db.select<{ seats: number | string }>(
      `SELECT o.id AS classId, o.number, c.state, r.quantity AS seats, r.id AS referralId, t.stage
         FROM referral r JOIN talent_referral t ON t.referralId = r.id JOIN offer o ON o.id = r.offerId
         JOIN order_class c ON c.offerId = o.id
        WHERE r.demandId = ? AND r.state IN ('sent', 'accepted', 'agreed', 'fulfilled') ORDER BY r.createdAt, r.id`,
      [demandId],
    );
    return rows.map((row) => ({ ...row, seats: Number(row.seats) }));
  }

  /** Against every programme and every class with room as they stand now, ranked, every verdict with its sentence. */
  async match(actor: Actor, id: string, locale: Locale): Promise<object> {
    const found = await this.demands.require(actor, id);
    const { result, programmes, classes } = await this.matching.live(found);
    const words = this.words.in(locale);
    return {
      demandId: id,
      revision: found.demand.revision,
      counts: result.counts,
      pairs: result.pairs.map((pair, i) => {
        const open = classes.get(pair.offerId);
        const entry = open?.programme ?? programmes.get(pair.offerId);
        return {
          offerId: pair.offerId,
          kind: open ? 'class' : 'programme',
          number: pair.offerNumber,
          title: entry ? outerTitle(actor, (open ?? entry).offer, entry.offer) : '',
          college: { id: entry?.college.id ?? '', name: entry?.college.name ?? '' },
          status: pair.status,
          rank: i + 1,
          hardMet: pair.hardMet,
          hardTotal: pair.hardTotal,
          verdicts: verdictViews(words, pair.units),
        };
      }),
      gaps: result.gaps.map(({ factKey, code, blocks, blocksAlone }) => ({ factKey, code, blocks, blocksAlone })),
    };
  }
}
