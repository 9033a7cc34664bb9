import { Injectable } from '@nestjs/common';
import { Organisations } from '../../../directory/organisations.js';
import { may, type Actor } from '../../../kernel/actor.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message } from '../../../platform/i18n/message.js';
import { classMachine, type ClassState } from './class-life.js';
import type { OrderClass } from './class.entity.js';
import { ClassContacts, contactsCount } from './class-contacts.js';
import { classHref, mayWrite, membersSeen, namesAreKnown } from './class-look.js';
import { memberItem } from './class-member-item.js';
import { ClassQueries, type MemberRow } from './class.queries.js';
import { OrderClasses, type FoundClass } from './order-classes.js';
import { classSteps, type ClassStep } from '../record/class-steps.js';
import { RecordHead } from '../record/record-head.js';

const steps = ['consulting', 'to-sign', 'selecting', 'running', 'placing', 'completed'] as const;
const stepOf: Partial<Record<ClassState, number>> = {
  consulting: 0, short: 0, 'to-sign': 1, signed: 2, selecting: 2, running: 3, internship: 3, placing: 4, completed: 5,
}; // prettier-ignore

/** One order class as each side may see it (docs/talent.md: what a college sees of an enterprise). */
@Injectable()
export class ClassViews {
  constructor(
    private readonly classes: OrderClasses,
    private readonly queries: ClassQueries,
    private readonly organisations: Organisations,
    private readonly deadlines: Deadlines,
    private readonly audit: Audit,
    private readonly head: RecordHead,
    private readonly clock: BusinessClock,
    private readonly contacts: ClassContacts,
  ) {}

  async show(actor: Actor, id: string, locale: Locale): Promise<object> {
    const found = await this.classes.require(actor, id);
    const { offer, row } = found;
    const members = await this.queries.members(id);
    const all = await this.deadlines.openOf({ offerId: id });
    const waits = all.some(({ kind }) => kind === 'answer-class');
    const college = offer.organisationId === actor.organisationId;
    const staff = actor.organisationKind === 'centre' && may(actor, 'talent.class.rescue');
    const confirmed = members.filter(({ stage }) => stage !== 'asked').reduce((sum, { seats }) => sum + seats, 0);
    const seats = members.reduce((sum, one) => sum + one.seats, 0);
    const own = members.find(({ organisationId }) => organisationId === actor.organisationId);
    const known = namesAreKnown(row);
    const firm = actor.organisationKind === 'enterprise';
    const shown = membersSeen(actor, row, members);
    const contacts = await this.contacts.shown(actor, found, shown);
    const open = firm && !own ? [] : all;
    const head = await this.head.of(actor, found, 'overview');
    const mayEdit = mayWrite(actor, offer);
    return {
      ...head,
      ...(firm && !own && { tabs: [], next: null }),
      steps: this.steps(row),
      facts: await this.facts(found, members, confirmed),
      bar: {
        committed: confirmed,
        intended: seats - confirmed,
        capacity: offer.capacity ?? seats,
        minimum: row.minSize,
      },
      progress: message('class.progress', { seats: confirmed, minimum: row.minSize, firms: members.length }),
      missing: row.state === 'short' ? Math.max(0, row.minSize - (row.roster ?? confirmed)) : null,
      lacks: row.roster === null ? 'firms' : 'students',
      askedSize: row.askedSize,
      members: shown.map((one, i) => ({
        ...memberItem(one, { actor, known, staff, i, locale }),
        contact: contacts.get(one.demandId) ?? null,
      })),
      others: firm ? members.length - shown.length : null,
      deadlines: await Promise.all(
        open.map(async ({ kind, dueAt, ownerOrganisationId, pausedAt }) => ({
          dueAt,
          paused: pausedAt !== null,
          what: message(`deadline.${kind}`),
          who: await this.head.nameOf(actor, found, ownerOrganisationId),
        })),
      ),
      can: {
        answer: college && may(actor, 'talent.class.answer') && row.state === 'consulting' && waits,
        confirm:
          own?.state === 'accepted' && own.stage === 'asked' && may(actor, 'talent.seat.confirm')
            ? own.referralId
            : null,
        contact: own && contactsCount(row) && may(actor, 'talent.demand.consent') ? `${classHref(id)}/contact` : null,
        shrink: staff && open.some(({ kind }) => kind === 'shrink-class'),
        rescue: staff && row.state === 'short',
        smaller: college && may(actor, 'talent.class.answer') && row.askedSize !== null,
        profile: mayEdit && !classMachine.isFinal(row.state),
        steps: mayEdit
          ? (Object.keys(classSteps) as ClassStep[])
              .filter((step) => classMachine.can(row.state, classSteps[step]))
              .filter((step) => step !== 'opening' || this.clock.today() >= row.startsOn)
              .map((step) => ({ href: `${classHref(id)}/steps/${step}`, label: message(`class.move.${step}`) }))
          : [],
        opensOn: mayEdit && row.state === 'selecting' && this.clock.today() < row.startsOn ? row.startsOn : null,
        shortfall: mayEdit && row.state === 'selecting' ? `${classHref(id)}/steps/shortfall` : null,
        cancel: staff && !['placing', 'completed', 'declined', 'merged', 'cancelled', 'internship'].includes(row.state),
      },
      history: await this.history(actor, id),
      asked: own && own.stage === 'asked' && own.state === 'accepted' ? own.seats : null,
    };
  }

  private steps({ state, roster }: OrderClass): object[] | null {
    const now = stepOf[state === 'short' && roster !== null ? 'selecting' : state];
    if (now === undefined) return null;
    return steps.map((step, i) => ({
      label: message(`class.step.${step}`),
      ...(i < now && { state: 'done' }),
      ...(i === now && { state: 'current' }),
    }));
  }

  private async facts({ offer, row }: FoundClass, members: readonly MemberRow[], confirmed: number): Promise<object[]> {
    return [
      { label: message('class.fact.college'), value: await this.organisations.nameOf(offer.organisationId) },
      { label: message('class.fact.start'), value: { day: row.startsOn } },
      { label: message('class.fact.end'), value: { day: row.endsOn } },
      {
        label: message('class.fact.size'),
        value: message('class.size', { min: row.minSize, max: offer.capacity ?? 0 }),
      },
      { label: message('class.fact.firms'), value: message('plan.firms', { count: members.length }) },
      { label: message('class.fact.confirmed'), value: message('plan.people', { count: confirmed }) },
      { label: message('class.fact.model'), value: message(`class.model.${row.model}`) },
      { label: message('class.fact.commit'), value: { ppm: row.employCommitRate } },
      ...(row.openedOn === null ? [] : [{ label: message('class.fact.opened'), value: { day: row.openedOn } }]),
      ...[
        { label: message('class.fact.roster'), count: row.roster },
        { label: message('class.fact.mentors'), count: row.mentors },
      ].flatMap(({ label, count }) => (count === null ? [] : [{ label, value: message('plan.people', { count }) }])),
    ];
  }

  /** What happened to the class itself; a firm's own steps stand on its demand. */
  private async history(actor: Actor, id: string): Promise<object[]> {
    const entries = await this.audit.of('class', id);
    return entries.toReversed().map(({ at, action, actorOrganisationId }) => ({
      at,
      action: message(action.startsWith('class.') ? `class.happened.${action.slice(6)}` : `audit.action.${action}`),
      actor: actorOrganisationId === actor.organisationId ? message('class.by-own') : message('class.by-other'),
    }));
  }
}
