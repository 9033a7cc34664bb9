import { Injectable } from '@nestjs/common';
import { parks } from '../../directory/codes/parks.js';
import { Organisations } from '../../directory/organisations.js';
import { may, type Actor } from '../../kernel/actor.js';
import { Deadlines } from '../../matchmaking/deadlines.js';
import { Audit } from '../../platform/audit/audit.service.js';
import type { Locale } from '../../platform/i18n/locale.js';
import { message, type Text } from '../../platform/i18n/message.js';
import type { Tone } from '../../platform/views/result.js';
import type { ClassState } from './class-life.js';
import { ClassQueries, type MemberRow } from './class.queries.js';
import { OrderClasses, type FoundClass } from './order-classes.js';

export const classHref = (id: string): string => `/talent/classes/${id}`;

export const classTones: Readonly<Record<ClassState, Tone>> = {
  consulting: 'info',
  short: 'warn',
  'to-sign': 'info',
  signed: 'info',
  selecting: 'info',
  running: 'ok',
  internship: 'ok',
  placing: 'ok',
  completed: 'ok',
  declined: 'mute',
  merged: 'mute',
  cancelled: 'mute',
};

/** From here on the members and the college know each other's names. */
export const namesAreKnown = (state: ClassState): boolean =>
  ['to-sign', 'signed', 'selecting', 'running', 'internship', 'placing', 'completed'].includes(state);

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
  ) {}

  async show(actor: Actor, id: string, locale: Locale): Promise<object> {
    const found = await this.classes.require(actor, id);
    const { offer, row } = found;
    const members = await this.queries.members(id);
    const open = await this.deadlines.openOf({ offerId: id });
    const waits = open.some(({ kind }) => kind === 'answer-class');
    const college = offer.organisationId === actor.organisationId;
    const staff = actor.organisationKind === 'centre' && may(actor, 'talent.class.edit');
    const confirmed = members.filter(({ stage }) => stage !== 'asked').reduce((sum, { seats }) => sum + seats, 0);
    const seats = members.reduce((sum, one) => sum + one.seats, 0);
    const own = members.find(({ organisationId }) => organisationId === actor.organisationId);
    return {
      id,
      number: offer.number,
      heading: offer.title,
      state: row.state,
      tone: classTones[row.state],
      crumbs: [{ label: message('menu.classes'), href: '/talent/classes' }, { label: offer.number }],
      steps: this.steps(row.state),
      facts: await this.facts(found, members, confirmed),
      bar: {
        committed: confirmed,
        intended: seats - confirmed,
        capacity: offer.capacity ?? seats,
        minimum: row.minSize,
      },
      progress: message('class.progress', { seats: confirmed, minimum: row.minSize, firms: members.length }),
      missing: row.state === 'short' ? Math.max(0, row.minSize - confirmed) : null,
      members: members
        .filter((one) => actor.organisationKind !== 'enterprise' || namesAreKnown(row.state) || one === own)
        .map((one, i) => memberItem(one, { actor, known: namesAreKnown(row.state), staff, i, locale })),
      others:
        actor.organisationKind === 'enterprise' && !namesAreKnown(row.state) ? members.length - (own ? 1 : 0) : null,
      deadlines: await Promise.all(
        open.map(async ({ kind, dueAt, ownerOrganisationId, pausedAt }) => ({
          dueAt,
          paused: pausedAt !== null,
          what: message(`deadline.${kind}`),
          who: this.mayName(actor, row.state, ownerOrganisationId, offer.organisationId)
            ? await this.organisations.nameOf(ownerOrganisationId)
            : message('class.a-firm'),
        })),
      ),
      can: {
        answer: college && may(actor, 'talent.class.answer') && row.state === 'consulting' && waits,
        confirm:
          own?.state === 'accepted' && own.stage === 'asked' && may(actor, 'talent.seat.confirm')
            ? own.referralId
            : null,
        shrink: staff && open.some(({ kind }) => kind === 'shrink-class'),
        rescue: staff && row.state === 'short',
        cancel: staff && !['placing', 'completed', 'declined', 'merged', 'cancelled', 'internship'].includes(row.state),
      },
      history: await this.history(actor, id),
      asked: own && own.stage === 'asked' && own.state === 'accepted' ? own.seats : null,
    };
  }

  private mayName(actor: Actor, state: ClassState, owner: string, college: string): boolean {
    return (
      actor.organisationKind === 'centre' || namesAreKnown(state) || owner === actor.organisationId || owner === college
    );
  }

  private steps(state: ClassState): object[] | null {
    const now = stepOf[state];
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
    ];
  }

  /** What happened to the class itself; a firm's own steps stand on its demand. */
  private async history(actor: Actor, id: string): Promise<object[]> {
    const entries = await this.audit.of('class', id);
    return entries.toReversed().map(({ at, action, actorOrganisationId }) => ({
      at,
      action: message(`class.happened.${action.slice('class.'.length)}`),
      actor: actorOrganisationId === actor.organisationId ? message('class.by-own') : message('class.by-other'),
    }));
  }
}

function memberItem(
  one: MemberRow,
  { actor, known, staff, i, locale }: { actor: Actor; known: boolean; staff: boolean; i: number; locale: Locale },
): object {
  const own = one.organisationId === actor.organisationId;
  const named = known || staff || own || actor.organisationKind === 'centre';
  const firm: Text = named ? one.firm : message('class.firm-no', { no: i + 1 });
  return {
    referralId: one.referralId,
    firm,
    title: one.title,
    seats: one.seats,
    href: own || actor.organisationKind === 'centre' ? `/talent/demands/${one.demandId}` : null,
    number: own || actor.organisationKind === 'centre' ? one.number : null,
    onboardBy: one.onboardBy,
    fit: message(`plan.fit.${one.fit}`),
    // Firms of one class know each other by name and post; what each pays is between it and the college.
    terms:
      actor.organisationKind === 'enterprise' && !own
        ? []
        : [
            ...(one.park ? [parks.name(one.park, locale)] : []),
            ...(one.probationPay === null
              ? []
              : [
                  message('class.pay', {
                    from: one.probationPay / 100,
                    to: (one.regularPay ?? one.probationPay) / 100,
                  }),
                ]),
            ...(one.shift ? [message(`talent-fact.shift.${one.shift}`)] : []),
            ...(one.board ? [message(`talent-fact.board.${one.board}`)] : []),
          ],
    stage: message(`class.stage.${one.state === 'sent' ? 'waiting' : one.stage}`),
    stageTone: one.stage === 'asked' ? (one.state === 'sent' ? 'mute' : 'info') : 'ok',
  };
}
