import { Injectable } from '@nestjs/common';
import { majors } from '../../../directory/codes/majors.js';
import { Organisations } from '../../../directory/organisations.js';
import { may, type Actor } from '../../../kernel/actor.js';
import { maskMobile, maskName } from '../../../kernel/mask.js';
import { CaseNoteViews, type TypedNotes } from '../../../matchmaking/case-note.views.js';
import { CaseNotes } from '../../../matchmaking/case-notes.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { DemandLabels } from '../../../matchmaking/demand-labels.js';
import { LabelForm } from '../../../matchmaking/label.forms.js';
import { Forms } from '../../../platform/http/forms.js';
import { DemandTimeline } from '../../../matchmaking/demand-timeline.js';
import type { Demand } from '../../../matchmaking/demand.entity.js';
import { Verifications } from '../../../matchmaking/verifications.js';
import { Database } from '../../../platform/database/database.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message, type Text } from '../../../platform/i18n/message.js';
import { Users } from '../../../platform/identity/users.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, type PageResult, type Tone } from '../../../platform/views/result.js';
import { classHref, classTones } from '../classes/class-look.js';
import type { ClassState } from '../classes/class-life.js';
import { DemandCallForm } from './demand-note.forms.js';
import { Demands, type FoundDemand } from './demands.service.js';
import { PoolInterests } from '../pool/pool-interests.service.js';
import { FEWEST_FIRMS } from '../pool/pool-sums.js';
import { PoolViews } from '../pool/pool.views.js';
import { postFacts } from './post-facts.js';

export const demandTones: Readonly<Record<string, Tone>> = {
  draft: 'mute',
  submitted: 'info',
  returned: 'warn',
  listed: 'info',
  engaged: 'info',
  agreed: 'ok',
  fulfilled: 'ok',
  closed: 'mute',
};

const steps = ['submitted', 'listed', 'engaged', 'agreed', 'fulfilled'] as const;
const stepOf: Readonly<Record<string, number>> = {
  submitted: 1,
  returned: 1,
  listed: 2,
  engaged: 3,
  agreed: 4,
  fulfilled: 5,
};

interface SeatLine {
  readonly classId: string;
  readonly number: string;
  readonly title: string;
  readonly college: string;
  readonly state: ClassState;
  readonly stage: string;
  readonly referralState: string;
  readonly seats: number;
  readonly confirmed: number;
  readonly minSize: number;
  readonly capacity: number;
  /** Seats of all firms, confirmed or not. */
  readonly taken: number;
  readonly firms: number;
}

/** Forms of the page that were refused and are shown again with what was typed. */
export interface TypedForms extends TypedNotes {
  readonly labelForm?: FormView;
}

/** The page of one talent demand, for whoever may see it. */
@Injectable()
export class DemandViews {
  constructor(
    private readonly db: Database,
    private readonly demands: Demands,
    private readonly organisations: Organisations,
    private readonly users: Users,
    private readonly deadlines: Deadlines,
    private readonly timeline: DemandTimeline,
    private readonly notes: CaseNotes,
    private readonly noteViews: CaseNoteViews,
    private readonly verifications: Verifications,
    private readonly interests: PoolInterests,
    private readonly pool: PoolViews,
    private readonly labels: DemandLabels,
    private readonly forms: Forms,
  ) {}

  async page(me: Actor, id: string, locale: Locale, typed: TypedForms = {}, record?: string): Promise<PageResult> {
    const found = await this.demands.require(me, id);
    const { demand, post } = found;
    const own = demand.organisationId === me.organisationId;
    const staff = me.organisationKind === 'centre' && may(me, 'talent.demand.note');
    const base = `/talent/demands/${id}`;
    const facts = postFacts(found, locale).filter(({ value }) => value !== null && value !== '');
    const strip = ['headcount', 'educationLevel', 'preferredMajors', 'onboardBy'];
    const centre = me.organisationKind === 'centre';
    const [latest] = (await this.verifications.history(id)).verifications;
    return page('talent/demand', {
      id,
      own,
      staff,
      number: demand.number,
      title: post.title,
      organisationId: demand.organisationId,
      organisation: await this.organisations.nameOf(demand.organisationId),
      crumbs: [{ label: message('menu.demands'), href: '/talent/demands' }, { label: demand.number ?? '' }],
      state: demand.state,
      tone: demandTones[demand.state] ?? 'mute',
      outcome: demand.state === 'closed' ? demand.outcome : null,
      steps: stepsOf(demand),
      strip: [
        ...facts.filter(({ name }) => strip.includes(name)).map(({ label, value }) => ({ label, value })),
        { label: message('talent.demand.reserved'), value: message('plan.people', { count: demand.reserved }) },
        {
          label: message('talent.demand.officer'),
          value: demand.officerId ? await this.users.nameOf(demand.officerId) : null,
        },
      ],
      facts: facts
        .filter(({ page, name }) => page !== 'call' && !strip.includes(name))
        .map(({ label, value }) => ({ label, value })),
      contact: [
        {
          label: message('talent.demand.contactName'),
          value: own || !post.contactName ? post.contactName : maskName(post.contactName),
        },
        {
          label: message('talent.demand.contactMobile'),
          value: own || !post.contactMobile ? post.contactMobile : maskMobile(post.contactMobile),
        },
        { label: message('talent.demand.callHours'), value: post.callHours },
        {
          label: message('talent.demand.anonymous'),
          value: post.anonymous === null ? null : message(`talent.demand.anonymous.${post.anonymous ? 'yes' : 'no'}`),
        },
      ],
      returned:
        demand.state === 'returned' && latest
          ? { reasons: latest.reasons.map((reason) => message(`talent.return.${reason}`)), note: latest.note }
          : null,
      ...(await this.waiting(me, found, own)),
      renewedFrom: post.renewedFrom ? `/talent/demands/${post.renewedFrom}` : null,
      expiresOn: demand.expiresOn,
      classes: (await this.seats(id)).map((line) => ({
        ...line,
        href: classHref(line.classId),
        tone: classTones[line.state],
        bar: {
          committed: line.confirmed,
          intended: line.taken - line.confirmed,
          capacity: line.capacity,
          minimum: line.minSize,
        },
        stageText: message(`class.stage.${line.referralState === 'sent' ? 'waiting' : line.stage}`),
        stageTone: line.stage === 'asked' ? (line.referralState === 'sent' ? 'mute' : 'info') : 'ok',
        progress: message('class.progress', {
          seats: line.confirmed,
          minimum: line.minSize,
          firms: line.firms,
        }),
        confirmHref:
          own && line.referralState === 'accepted' && line.stage === 'asked' && may(me, 'talent.seat.confirm')
            ? classHref(line.classId)
            : null,
      })),
      deadlines: (await this.deadlines.openOf({ demandId: id })).map(({ kind, dueAt, pausedAt }) => ({
        label: message(`deadline.${kind}`),
        dueAt,
        paused: pausedAt !== null,
      })),
      next: message(`talent.demand.next.${demand.state}`),
      onlyPeople: record === 'people',
      timeline: await this.timeline.of(me, id, record === 'people'),
      labels: centre ? ((await this.labels.of([id])).get(id) ?? []) : [],
      labelForm: staff ? (typed.labelForm ?? this.forms.blank(LabelForm, { op: 'add' })) : null,
      ...(staff && (await this.noteViews.of(me, 'talent', DemandCallForm, typed))),
      form: typed.noteForm ?? typed.messageForm ?? typed.callForm ?? typed.labelForm,
      notes: staff || own ? await this.notes.signed(me, id) : [],
      editHref: this.demands.mayEdit(me, demand) ? `${base}/${demand.state === 'returned' ? 'check' : 'post'}` : null,
      verifyHref: demand.state === 'submitted' && may(me, 'talent.demand.verify') ? `${base}/verification` : null,
      matchHref:
        ['listed', 'engaged'].includes(demand.state) && may(me, 'talent.demand.match') ? `${base}/match` : null,
      withdrawHref:
        !['closed', 'fulfilled'].includes(demand.state) && may(me, 'talent.demand.withdraw')
          ? `${base}/withdrawal`
          : null,
      mayRenew: (demand.state === 'listed' || demand.outcome === 'expired') && may(me, 'talent.demand.file'),
      mayCopy: ['closed', 'fulfilled'].includes(demand.state) && own && may(me, 'talent.demand.file'),
    });
  }

  /** What waits with it: colleges that would open a class, and for its own firm the others of its majors. */
  private async waiting(me: Actor, found: FoundDemand, own: boolean): Promise<object> {
    if (found.demand.state !== 'listed') return { interests: [], around: null };
    const codes = found.majors.map(({ code }) => code);
    const interests = await this.interests.forDemand(found);
    return {
      interests: interests.map(({ college, majorCode }) =>
        message('talent.demand.interest.by', { college, major: majors.name(majorCode, me.locale) }),
      ),
      around: own ? await this.around(me.organisationId, codes) : null,
    };
  }

  private async around(organisationId: string, codes: readonly string[]): Promise<Text> {
    const others = await this.pool.around(organisationId, codes);
    return others === null
      ? message('talent.demand.around.few', { count: FEWEST_FIRMS })
      : message('talent.demand.around', { ...others });
  }

  /** Where it has seats, with how far each class has come. */
  private async seats(demandId: string): Promise<SeatLine[]> {
    const rows = await this.db.select<SeatLine>(
      `SELECT o.id AS classId, o.number, o.title, g.name AS college, c.state, t.stage, r.state AS referralState, r.quantity AS seats, c.minSize, o.capacity, o.taken AS taken,
          (SELECT COUNT(*) FROM referral x WHERE x.offerId = o.id AND x.state IN ('sent', 'accepted', 'agreed', 'fulfilled')) AS firms,
          (SELECT COALESCE(SUM(x.quantity), 0) FROM referral x JOIN talent_referral y ON y.referralId = x.id
            WHERE x.offerId = o.id AND y.stage <> 'asked' AND x.state IN ('accepted', 'agreed', 'fulfilled')) AS confirmed
        FROM referral r JOIN talent_referral t ON t.referralId = r.id JOIN offer o ON o.id = r.offerId
        JOIN order_class c ON c.offerId = o.id JOIN organisation g ON g.id = o.organisationId
        WHERE r.demandId = ? AND r.state IN ('sent', 'accepted', 'agreed', 'fulfilled') ORDER BY r.createdAt, r.id`,
      [demandId],
    );
    return rows.map((row) => ({
      ...row,
      seats: Number(row.seats),
      confirmed: Number(row.confirmed),
      minSize: Number(row.minSize),
      capacity: Number(row.capacity),
      taken: Number(row.taken),
      firms: Number(row.firms),
    }));
  }
}

function stepsOf({ state }: Demand): object[] {
  const now = stepOf[state] ?? 0;
  return steps.map((step, i) => ({
    label: message(`talent.demand.step.${step}`),
    ...(i < now - 1 && { state: 'done' }),
    ...(i === now - 1 && { state: state === 'fulfilled' ? 'done' : 'current' }),
  }));
}
