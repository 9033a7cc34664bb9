import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem, type FieldProblem } from '../../../kernel/problem.js';
import { majors, type Major } from '../../../directory/codes/majors.js';
import { Offer } from '../../../matchmaking/offer.entity.js';
import { Shelf, type ShelfLine } from '../../../matchmaking/shelf.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Counters } from '../../../platform/database/counters.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import { Outbox } from '../../../platform/outbox/outbox.service.js';
import { Campus, Programme, ProgrammeNearMajor } from '../colleges/college.entity.js';
import { Colleges } from '../colleges/colleges.service.js';
import { TALENT_OFFER_CHANGED } from '../events.js';
import { checkProgramme } from './programme-check.js';

/** What a programme says of itself; its level and catalogue follow from its major. */
export type ProgrammeTerms = Omit<Programme, 'offerId' | 'level' | 'catalogueYear'>;

export interface ProgrammeInput {
  /** Order seats a year; null = not said. */
  readonly capacity: number | null;
  readonly sample?: boolean;
  readonly terms: ProgrammeTerms;
  /** Majors it can serve beside its own, beyond the catalogue's bridge. */
  readonly nearMajors: readonly string[];
}

export const programmeMoves = ['publish', 'pause', 'retire'] as const;
export type ProgrammeMove = (typeof programmeMoves)[number];

/** draft → on shelf ⇄ paused → off. A college answers for its own programmes: nobody reviews them first. */
export const programmeLine: ShelfLine<ProgrammeMove> = {
  domain: 'talent',
  kind: 'programme',
  noun: 'programme',
  edit: 'talent.college.edit',
  moves: {
    publish: { from: ['draft', 'paused'], to: 'on-shelf', by: 'both', act: 'programme.publish' },
    pause: { from: ['on-shelf'], to: 'paused', by: 'both', act: 'programme.pause' },
    retire: { from: ['draft', 'on-shelf', 'paused'], to: 'off', by: 'both', act: 'programme.retire' },
  },
};

/** Programmes (T2): college × major × campus, with the order seats it can give a year. */
@Injectable()
export class Programmes {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly counters: Counters,
    private readonly shelf: Shelf,
    private readonly colleges: Colleges,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  /** @throws Problem `not-found` also for those of a college that was shut out */
  async require(actor: Actor, id: string): Promise<Offer> {
    const offer = await this.shelf.require(actor, programmeLine, id);
    await this.colleges.require(actor, offer.organisationId);
    return offer;
  }

  requireEditable(actor: Actor, id: string): Promise<Offer> {
    return this.shelf.requireEditable(actor, programmeLine, id);
  }

  /** @throws Problem `validation` also when the college has this major at this campus already */
  async create(actor: Actor, organisationId: string, input: ProgrammeInput): Promise<Offer> {
    await this.colleges.requireEditable(actor, organisationId);
    const major = await this.check(organisationId, input);
    return this.db.transaction(async () => {
      await this.colleges.hold(organisationId);
      await this.refuseTwin(input.terms, null);
      const offer = Object.assign(new Offer(), {
        id: newId(),
        domain: programmeLine.domain,
        kind: programmeLine.kind,
        number: await this.counters.nextNumber('ZY', Number(this.clock.today().slice(0, 4))),
        title: major.name,
        organisationId,
        parentOfferId: null,
        state: 'draft' as const,
        revision: 1,
        capacity: input.capacity,
        taken: 0,
        sample: input.sample ?? false,
        createdAt: this.clock.now(),
      });
      await this.db.repo(Offer).insert(offer);
      await this.db.repo(Programme).insert({ ...written(input.terms, major), offerId: offer.id });
      await this.setNear(offer.id, input.nearMajors);
      await this.audit.record(actor, {
        action: 'programme.create',
        type: 'offer',
        id: offer.id,
        after: { organisation: organisationId, major: major.code },
      });
      return offer;
    });
  }

  /** A capacity below what published classes hold is refused by the update itself. @throws Problem `conflict-version` */
  async edit(actor: Actor, id: string, input: ProgrammeInput, version: number): Promise<void> {
    const offer = await this.requireEditable(actor, id);
    const major = await this.check(offer.organisationId, input);
    await this.db.transaction(async () => {
      await this.colleges.hold(offer.organisationId);
      await this.refuseTwin(input.terms, id);
      const revision = offer.revision + 1;
      const change = { state: offer.state, revision, title: major.name, capacity: input.capacity };
      if (!(await this.db.transition(Offer, id, [offer.state], change, { version })))
        throw new Problem('conflict-version');
      const [over] = await this.db.select<{ taken: unknown }>(
        'SELECT taken FROM offer WHERE id = ? AND taken > capacity',
        [id],
      );
      if (over) throw refused('capacity', 'capacity-taken', { taken: Number(over.taken) });
      await this.db.repo(Programme).update({ offerId: id }, written(input.terms, major));
      await this.setNear(id, input.nearMajors);
      await this.audit.record(actor, { action: 'programme.edit', type: 'offer', id, after: { revision } });
      await this.outbox.emit(TALENT_OFFER_CHANGED, { offerId: id }, id);
    });
  }

  movesOf(actor: Actor, offer: Offer): ProgrammeMove[] {
    return this.shelf.movesOf(actor, programmeLine, offer);
  }

  async move(actor: Actor, id: string, move: ProgrammeMove): Promise<void> {
    const offer = await this.requireEditable(actor, id);
    await this.db.transaction(async () => {
      await this.shelf.move(actor, programmeLine, offer, move);
      await this.outbox.emit(TALENT_OFFER_CHANGED, { offerId: id }, id);
    });
  }

  private async check(organisationId: string, input: ProgrammeInput): Promise<Major> {
    const campus = await this.db.repo(Campus).existsBy({ id: input.terms.campusId, organisationId });
    const problems: FieldProblem[] = campus ? [] : [{ field: 'campusId', code: 'campus-unknown', params: {} }];
    problems.push(...checkProgramme(input));
    const major = majors.find(input.terms.majorCode);
    if (problems.length > 0 || !major) throw new Problem('validation', {}, problems);
    return major;
  }

  /** Held by the college's row: of two that are written at once the second sees the first. */
  private async refuseTwin({ campusId, majorCode }: ProgrammeTerms, id: string | null): Promise<void> {
    const [twin] = await this.db.select<{ number: string }>(
      `SELECT o.number FROM offer o JOIN programme p ON p.offerId = o.id
        WHERE p.campusId = ? AND p.majorCode = ? AND o.state <> 'off' AND o.id <> ?`,
      [campusId, majorCode, id ?? ''],
    );
    if (twin) throw refused('majorCode', 'programme-taken', { number: twin.number });
  }

  private async setNear(offerId: string, codes: readonly string[]): Promise<void> {
    await this.db.repo(ProgrammeNearMajor).delete({ offerId });
    if (codes.length > 0)
      await this.db.repo(ProgrammeNearMajor).insert(codes.map((majorCode) => ({ id: newId(), offerId, majorCode })));
  }
}

const written = (terms: ProgrammeTerms, { level, catalogueYear }: Major) => ({
  ...terms,
  level,
  catalogueYear,
  earliestStart: terms.earliestStart && `${terms.earliestStart.slice(0, 8)}01`,
});

const refused = (field: string, code: string, params: FieldProblem['params']): Problem =>
  new Problem('validation', {}, [{ field, code, params }]);
