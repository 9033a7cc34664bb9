import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Profiles } from '../../directory/profile/profiles.js';
import type { EnterpriseProfile } from '../../directory/profile/profile.entity.js';
import { needTone } from '../../domains/financing/needs/need-status.js';
import { standingSql, statusOf, type StandingRow } from '../../domains/financing/needs/need-step.sql.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Database } from '../../platform/database/database.js';
import { toInstant } from '../../platform/database/rows.js';
import { message } from '../../platform/i18n/message.js';
import { EnterpriseTalent, type OwedItem } from './enterprise-talent.js';
import { dayLine } from './greeting.js';

/** What products ask for most; the share that is filled is shown. */
const ASKED: readonly (keyof EnterpriseProfile)[] = [
  'establishedOn',
  'registeredCapital',
  'entityType',
  'industry',
  'region',
  'address',
  'legalRepName',
  'staff',
  'insuredStaff',
  'taxGrade',
  'taxPaid12m',
  'overdueRecord',
  'contactName',
  'contactMobile',
];
/** Years of figures and titles count as one fact each. */
const FACTS = ASKED.length + 2;

interface Owed {
  kind: string;
  demandId: string;
  number: string | null;
  referralId: string | null;
  institution: string | null;
  dueAt: string | null;
  payoutId: string | null;
  amount: string | number | null;
  paidOn: string | null;
}

interface NeedRow extends StandingRow {
  id: string;
  number: string | null;
  amount: string | number | null;
  financingKind: string | null;
  termMonths: number | null;
  eligible: number | null;
  activeReferrals: number;
  submittedAt: string | null;
  expiresOn: string | null;
}

/** The enterprise's page: what it owes, where its needs stand, how complete its profile is. */
@Injectable()
export class EnterpriseDesk {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly profiles: Profiles,
    private readonly talent: EnterpriseTalent,
  ) {}

  async data(actor: Actor): Promise<object> {
    const { organisationId } = actor;
    const owed = [...(await this.owed(organisationId)), ...(await this.talent.owed(organisationId))];
    const needs = await this.needs(organisationId);
    const { filled, missing } = await this.profile(organisationId);
    return {
      subtitle: message('work.enterprise.today', { ...dayLine(this.clock.today()), count: owed.length }),
      owed: owed.toSorted((a, b) => (a.dueAt?.getTime() ?? Infinity) - (b.dueAt?.getTime() ?? Infinity) || 0),
      demands: await this.talent.demands(organisationId),
      needs: needs.map((row) => ({
        ...row,
        amount: row.amount === null ? null : Number(row.amount),
        submittedAt: toInstant(row.submittedAt),
        stateWord: message(`need.state.${statusOf(row)}`),
        tone: needTone(statusOf(row)),
        step: message(`work.step.${row.state}`, {
          count: row.state === 'engaged' ? Number(row.activeReferrals) : (row.eligible ?? 0),
        }),
        open: !['closed', 'fulfilled'].includes(row.state),
      })),
      profile: [
        {
          label: message('work.profile.filled'),
          value: message('work.profile.share', { filled, of: FACTS }),
          href: '/profile',
        },
      ],
      profileDone: missing === 0,
    };
  }

  /**
   * Everything only the enterprise can do next, the most urgent first: each payout by itself, and the question whether
   * the last one was paid once none of them waits.
   */
  private async owed(organisationId: string): Promise<OwedItem[]> {
    const rows = await this.db.select<Owed>(
      `SELECT t.* FROM (
         SELECT d.state AS kind, d.id AS demandId, d.number, NULL AS referralId, NULL AS institution, x.dueAt,
                NULL AS payoutId, NULL AS amount, NULL AS paidOn
           FROM demand d LEFT JOIN deadline x ON x.demandId = d.id AND x.kind = 'mend-need' AND x.doneAt IS NULL
          WHERE d.domain = 'financing' AND d.organisationId = ? AND d.state IN ('draft', 'returned')
         UNION ALL
         SELECT CASE x.kind WHEN 'confirm-payout' THEN 'answer-end' ELSE x.kind END, d.id, d.number, x.referralId, i.name, x.dueAt,
                NULL, NULL, NULL
           FROM deadline x JOIN demand d ON d.id = x.demandId AND d.domain = 'financing'
           LEFT JOIN referral r ON r.id = x.referralId LEFT JOIN organisation i ON i.id = r.recipientOrganisationId
          WHERE x.ownerOrganisationId = ? AND x.doneAt IS NULL
            AND (x.kind IN ('grant-consent', 'supply-papers', 'choose-quote') OR x.kind = 'confirm-payout'
              AND NOT EXISTS (SELECT 1 FROM disbursement b WHERE b.referralId = x.referralId AND b.state = 'reported'))
         UNION ALL
         SELECT 'confirm-payout', d.id, d.number, b.referralId, i.name,
                (SELECT MIN(x.dueAt) FROM deadline x WHERE x.referralId = b.referralId AND x.kind = 'confirm-payout'
                   AND x.doneAt IS NULL AND x.startedAt >= b.reportedAt),
                b.id, b.amount, b.paidOn
           FROM disbursement b JOIN demand d ON d.id = b.demandId
           JOIN referral r ON r.id = b.referralId AND r.state = 'agreed' JOIN organisation i ON i.id = r.recipientOrganisationId
          WHERE d.organisationId = ? AND b.state = 'reported') t
        ORDER BY CASE WHEN t.dueAt IS NULL THEN 1 ELSE 0 END, t.dueAt, t.demandId, t.referralId, t.payoutId`,
      [organisationId, organisationId, organisationId],
    );
    return rows.map((row) => ({
      label: message(`work.owed.${row.kind}`, { institution: row.institution ?? '' }),
      action: message(`work.owed.${row.kind}.do`),
      href: hrefOf(row),
      number: row.number,
      dueAt: toInstant(row.dueAt),
      amount: row.amount === null ? null : Number(row.amount),
      paidOn: row.paidOn,
    }));
  }

  private async needs(organisationId: string): Promise<NeedRow[]> {
    return this.db.select<NeedRow>(
      `SELECT d.id, d.number, d.submittedAt, d.expiresOn, d.activeReferrals, n.amount, n.financingKind, n.termMonths, m.eligible,
              ${standingSql}
         FROM demand d JOIN financing_need n ON n.demandId = d.id LEFT JOIN match_run m ON m.id = d.latestRunId
        WHERE d.domain = 'financing' AND d.organisationId = ?
        ORDER BY CASE WHEN d.state IN ('closed', 'fulfilled') THEN 1 ELSE 0 END, d.createdAt DESC, d.id DESC LIMIT 20`,
      [organisationId],
    );
  }

  async profile(organisationId: string): Promise<{ filled: number; missing: number }> {
    const { profile, qualifications, years } = await this.profiles.read(organisationId);
    const facts = ASKED.filter((key) => profile[key] !== null && profile[key] !== '').length;
    const filled = facts + (years.length > 0 ? 1 : 0) + (qualifications.length > 0 ? 1 : 0);
    return { filled, missing: FACTS - filled };
  }
}

function hrefOf({ kind, demandId, referralId, payoutId }: Owed): string {
  const need = `/financing/needs/${demandId}`;
  if (kind === 'grant-consent') return `${need}/consents`;
  if (kind === 'choose-quote') return `${need}/quotes`;
  if (referralId === null) return need;
  const referral = `/financing/referrals/${referralId}`;
  if (kind === 'confirm-payout') return `${referral}/payouts/${payoutId}/confirmation`;
  return kind === 'answer-end' ? `${referral}/last-payout/answer` : referral;
}
