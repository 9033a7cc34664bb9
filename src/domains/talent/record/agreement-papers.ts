import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import { Organisations } from '../../../directory/organisations.js';
import { Problem } from '../../../kernel/problem.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import { ClassQueries } from '../classes/class.queries.js';
import type { FoundClass } from '../classes/order-classes.js';
import {
  AgreementClause,
  AgreementFlag,
  AgreementParty,
  ClassAgreement,
  type AgreementKind,
} from './agreement.entity.js';
import { forbiddenIn, type ForbiddenClause } from './forbidden-clauses.js';

/** The agreements of a class as they stand: their words, their parties, and whether they may be signed. */
@Injectable()
export class AgreementPapers {
  constructor(
    private readonly db: Database,
    private readonly queries: ClassQueries,
    private readonly organisations: Organisations,
  ) {}

  /** @throws Problem `not-found` */
  async require(classId: string, id: string): Promise<ClassAgreement> {
    const agreement = await this.db.repo(ClassAgreement).findOneBy({ id, classId });
    if (!agreement) throw new Problem('not-found');
    return agreement;
  }

  /** Of a class, the newest edition of each kind first. */
  async of(classId: string): Promise<ClassAgreement[]> {
    return this.db.repo(ClassAgreement).find({ where: { classId }, order: { kind: 'DESC', edition: 'DESC' } });
  }

  async openOf(classId: string, kind: AgreementKind): Promise<ClassAgreement[]> {
    return this.db.repo(ClassAgreement).findBy({ classId, kind, state: Not(In(['ended', 'expired'])) });
  }

  async lastEdition(classId: string, kind: AgreementKind): Promise<number> {
    const [last] = await this.db
      .repo(ClassAgreement)
      .find({ where: { classId, kind }, order: { edition: 'DESC' }, take: 1 });
    return last?.edition ?? 0;
  }

  /** The 校企协议 that a class stands on; null while none is in force. */
  async inForce(classId: string): Promise<ClassAgreement | null> {
    return this.db
      .repo(ClassAgreement)
      .findOneBy({ classId, kind: 'school-firm', state: In(['in-force', 'amending']) });
  }

  async clauses(agreementId: string): Promise<AgreementClause[]> {
    return this.db.repo(AgreementClause).find({ where: { agreementId }, order: { position: 'ASC' } });
  }

  async flags(agreementId: string): Promise<string[]> {
    return (await this.db.repo(AgreementFlag).findBy({ agreementId })).map(({ rule }) => rule);
  }

  async forbidden(agreementId: string): Promise<ForbiddenClause[]> {
    const clauses = await this.clauses(agreementId);
    return forbiddenIn(new Map(clauses.map(({ key, text }) => [key, text])), await this.flags(agreementId));
  }

  /** @throws Problem `clause-forbidden` */
  async refuseForbidden(agreementId: string): Promise<void> {
    if ((await this.forbidden(agreementId)).length > 0) throw new Problem('clause-forbidden');
  }

  async copyWords(from: string, to: string): Promise<void> {
    for (const { key, text, position } of await this.clauses(from))
      await this.db.repo(AgreementClause).insert({ id: newId(), agreementId: to, key, text, position });
    for (const rule of await this.flags(from))
      await this.db.repo(AgreementFlag).insert({ id: newId(), agreementId: to, rule });
  }

  async parties(agreementId: string): Promise<AgreementParty[]> {
    return this.db.repo(AgreementParty).find({ where: { agreementId }, order: { id: 'ASC' } });
  }

  /** Whoever takes part today: the college, each firm once, and the centre. */
  async setParties({ offer }: FoundClass, agreementId: string): Promise<AgreementParty[]> {
    await this.db.repo(AgreementParty).delete({ agreementId });
    const firms = [...new Set((await this.queries.members(offer.id)).map(({ organisationId }) => organisationId))];
    const sides = [
      { organisationId: offer.organisationId, side: 'college' as const },
      ...firms.map((organisationId) => ({ organisationId, side: 'firm' as const })),
      { organisationId: await this.organisations.centreId(), side: 'witness' as const },
    ];
    for (const side of sides)
      await this.db
        .repo(AgreementParty)
        .insert({ ...side, id: newId(), agreementId, signedOn: null, signedBy: null, fileId: null });
    return this.parties(agreementId);
  }

  /** With the class every agreement that still runs, or is being written, is over. */
  async endAll(classId: string, endReason: string): Promise<void> {
    const open = { classId, state: Not(In(['ended', 'expired'])) };
    await this.db.repo(ClassAgreement).update(open, { state: 'ended', endReason });
  }

  /** Nobody has signed a paper that is written anew; the scans stay with the agreement. */
  async unsign(agreementId: string): Promise<void> {
    await this.db.repo(AgreementParty).update({ agreementId }, { signedOn: null, signedBy: null, fileId: null });
  }

  /** Every party has signed, and every firm that holds seats today is one of them. */
  async complete({ offer }: FoundClass, agreementId: string): Promise<boolean> {
    const parties = await this.parties(agreementId);
    const firms = new Set((await this.queries.members(offer.id)).map(({ organisationId }) => organisationId));
    const signed = (organisationId: string) =>
      parties.some((party) => party.organisationId === organisationId && party.signedOn !== null);
    const others = parties.filter(({ side }) => side !== 'firm').map(({ organisationId }) => organisationId);
    return [...firms, ...others].every(signed);
  }
}
