import { Injectable } from '@nestjs/common';
import { Organisations } from '../../../directory/organisations.js';
import type { Actor } from '../../../kernel/actor.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import { equals } from '../../../platform/database/conditions.js';
import { Database } from '../../../platform/database/database.js';
import { numberOf } from '../../../platform/database/rows.js';
import { show } from '../../../platform/http/api-schema.js';
import { listPage, mapPage, type Page } from '../../../platform/http/paging.js';
import type { ClassQuery } from './class.api-forms.js';
import { classModels, memberStages } from './class.entity.js';
import { classStates } from './class-life.js';
import { ClassContacts } from './class-contacts.js';
import { ClassQueries, type MemberRow } from './class.queries.js';
import { membersSeen, namesAreKnown } from './class-look.js';
import { OrderClasses } from './order-classes.js';

const head = {
  id: show.id,
  number: show.text,
  title: show.text,
  college: show.object({ id: show.id, name: show.text }),
  programmeId: show.id,
  planId: show.maybe(show.id),
  term: show.text,
  state: show.code(classStates),
  startsOn: show.day,
  endsOn: show.day,
  minSize: show.count,
  capacity: show.count,
  seats: { ...show.count, description: 'proposed or confirmed' },
  version: show.count,
};

export const classItem = show.object(head);

export const classRecord = show.object({
  ...head,
  model: show.code(classModels),
  employCommitRate: show.ppm,
  confirmedSeats: show.count,
  firms: show.count,
  roster: {
    ...show.maybe(show.count),
    description: 'students found, while the class lacks some or once it has opened',
  },
  askedSize: { ...show.maybe(show.count), description: 'the smaller size that its college is asked to agree to' },
  answerDueAt: show.maybe(show.instant),
  answer: show.maybe(
    show.object({
      kind: show.code(['accept', 'resize', 'decline']),
      codes: show.list(show.text),
      minSize: show.maybe(show.count),
      maxSize: show.maybe(show.count),
      note: show.maybe(show.text),
    }),
  ),
  members: {
    ...show.list(
      show.object({
        referralId: show.maybe(show.id),
        demandId: show.maybe(show.id),
        organisation: show.maybe(show.object({ id: show.id, name: show.text })),
        title: show.text,
        seats: show.count,
        fit: show.code(['exact', 'acceptable', 'near']),
        stage: show.code(memberStages),
        asked: { ...show.flag, description: 'waits for the firm to confirm its seats' },
        onboardBy: show.maybe(show.day),
        probationPay: show.maybe(show.money),
        regularPay: show.maybe(show.money),
        shift: show.maybe(show.text),
        board: show.maybe(show.text),
        park: show.maybe(show.text),
        contact: {
          ...show.maybe(show.object({ name: show.text, title: show.maybe(show.text), mobile: show.text })),
          description: 'for the college of a confirmed class, while the enterprise agrees to it',
        },
      }),
    ),
    description: 'an enterprise sees its own until the class is confirmed; until then a college sees no names',
  },
});

interface Row {
  readonly id: string;
  readonly collegeId: string;
  readonly college: string;
  readonly minSize: number | string;
  readonly capacity: number | string;
  readonly seats: number | string;
}

/** Order classes as programs see them, by the same stages of disclosure as the page. */
@Injectable()
export class ClassApiViews {
  constructor(
    private readonly db: Database,
    private readonly classes: OrderClasses,
    private readonly queries: ClassQueries,
    private readonly organisations: Organisations,
    private readonly deadlines: Deadlines,
    private readonly contacts: ClassContacts,
  ) {}

  async list(actor: Actor, query: ClassQuery): Promise<Page<object>> {
    const page = await listPage<Row>(
      this.db,
      {
        columns: `o.number, o.title, o.organisationId AS collegeId, g.name AS college, c.programmeId, c.planId, c.term, c.state,
          c.startsOn, c.endsOn, c.minSize, o.capacity, o.taken AS seats, c.version`,
        from: 'offer o JOIN order_class c ON c.offerId = o.id JOIN organisation g ON g.id = o.organisationId',
        key: 'o.id',
        where: [this.classes.visibleTo(actor), ...equals({ 'c.state': query.state, 'c.planId': query.planId })],
      },
      query,
    );
    return mapPage(page, ({ collegeId, college, ...row }) => ({
      ...row,
      college: { id: collegeId, name: college },
      minSize: Number(row.minSize),
      capacity: Number(row.capacity),
      seats: Number(row.seats),
    }));
  }

  async record(actor: Actor, id: string): Promise<object> {
    const found = await this.classes.require(actor, id);
    const { offer, row } = found;
    const members = await this.queries.members(id);
    const answer = await this.classes.lastAnswer(id);
    const open = await this.deadlines.openOf({ offerId: id });
    const known = namesAreKnown(row);
    const own = (one: MemberRow) => one.organisationId === actor.organisationId;
    const seen = membersSeen(actor, row, members);
    const contacts = await this.contacts.shown(actor, found, seen);
    return {
      id,
      number: offer.number,
      title: offer.title,
      college: { id: offer.organisationId, name: await this.organisations.nameOf(offer.organisationId) },
      programmeId: row.programmeId,
      planId: row.planId,
      term: row.term,
      state: row.state,
      startsOn: row.startsOn,
      endsOn: row.endsOn,
      minSize: row.minSize,
      capacity: offer.capacity ?? 0,
      seats: members.reduce((sum, { seats }) => sum + seats, 0),
      version: row.version,
      model: row.model,
      employCommitRate: row.employCommitRate,
      confirmedSeats: members.filter(({ stage }) => stage !== 'asked').reduce((sum, { seats }) => sum + seats, 0),
      firms: members.length,
      roster: row.roster,
      askedSize: row.askedSize,
      answerDueAt: open.find(({ kind }) => kind === 'answer-class')?.dueAt.toISOString() ?? null,
      answer: answer && {
        kind: answer.kind,
        codes: answer.codes,
        minSize: answer.minSize,
        maxSize: answer.maxSize,
        // A college's note is for the centre, which passes on what concerns the firms.
        note: actor.organisationKind === 'enterprise' ? null : answer.note,
      },
      members: seen.map((one) => ({
        ...memberOf(one, { reader: actor.organisationKind, own: own(one), known }),
        contact: contacts.get(one.demandId) ?? null,
      })),
    };
  }
}

interface Reading {
  readonly reader: Actor['organisationKind'];
  readonly own: boolean;
  readonly known: boolean;
}

/** Firms of one class know each other by name and post; what each pays is between it and the college. */
function memberOf(one: MemberRow, { reader, own, known }: Reading): object {
  const centre = reader === 'centre';
  const named = centre || own || known;
  const terms = reader !== 'enterprise' || own ? one : null;
  return {
    referralId: centre || own ? one.referralId : null,
    demandId: centre || own ? one.demandId : null,
    organisation: named ? { id: one.organisationId, name: one.firm } : null,
    title: one.title,
    seats: one.seats,
    fit: one.fit,
    stage: one.stage,
    asked: one.state === 'accepted' && one.stage === 'asked',
    onboardBy: one.onboardBy,
    probationPay: numberOf(terms?.probationPay ?? null),
    regularPay: numberOf(terms?.regularPay ?? null),
    shift: terms?.shift ?? null,
    board: terms?.board ?? null,
    park: terms?.park ?? null,
  };
}
