import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import { isConfirmed } from '../classes/class-look.js';
import { ClassVoice } from '../classes/class-voice.js';
import type { FoundClass } from '../classes/order-classes.js';
import { clauseKeys, type Clauses } from './agreement-clauses.js';
import { AgreementClause, AgreementFlag, ClassAgreement, type AgreementKind } from './agreement.entity.js';
import { AgreementClocks } from './agreement-clocks.js';
import { AgreementPapers } from './agreement-papers.js';
import { ClassRecord } from './class-record.js';

export type AgreementInput = Pick<
  ClassAgreement,
  'validFrom' | 'validTo' | 'commitRate' | 'hoursPerDay' | 'internshipPay' | 'insurer' | 'insuredSum' | 'dispute'
> & { readonly clauses: Clauses; readonly flags: readonly string[] };

/** Writing an agreement (college or officer): draft → review → signing, or back; and the next edition of one in force. */
@Injectable()
export class Agreements {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly record: ClassRecord,
    private readonly papers: AgreementPapers,
    private readonly clocks: AgreementClocks,
    private readonly voice: ClassVoice,
  ) {}

  /** @throws Problem `duplicate` while another of its kind is being written, signed or in force */
  async draft(actor: Actor, classId: string, kind: AgreementKind): Promise<string> {
    return this.record.write(actor, classId, isConfirmed, async (found) => {
      const open = await this.papers.openOf(classId, kind);
      if (open.length > 0) throw new Problem('duplicate');
      const { id } = await this.insert(actor, found, kind, null);
      await this.record.note(actor, classId, 'agreement.draft', { agreement: id });
      return id;
    });
  }

  /** @throws Problem `state-changed` when it is a draft no longer; `validation` when it would end before it begins */
  async edit(actor: Actor, classId: string, id: string, input: AgreementInput, version: number | null): Promise<void> {
    const { clauses, flags, ...columns } = input;
    if (columns.validFrom !== null && columns.validTo !== null && columns.validTo <= columns.validFrom)
      throw new Problem('validation', {}, [{ field: 'validTo', code: 'ends-before', params: {} }]);
    await this.record.write(actor, classId, isConfirmed, async () => {
      const agreement = await this.papers.require(classId, id);
      if (version !== null && version !== agreement.version) throw new Problem('conflict-version');
      await this.move(agreement, ['draft'], { ...columns, state: 'draft' });
      await this.db.repo(AgreementClause).delete({ agreementId: id });
      for (const [position, key] of clauseKeys.entries()) {
        const text = clauses[key];
        if (text) await this.db.repo(AgreementClause).insert({ id: newId(), agreementId: id, key, text, position });
      }
      await this.db.repo(AgreementFlag).delete({ agreementId: id });
      for (const rule of flags) await this.db.repo(AgreementFlag).insert({ id: newId(), agreementId: id, rule });
      await this.record.note(actor, classId, 'agreement.edit', { agreement: id });
    });
  }

  /** 草拟 → 审查. @throws Problem `validation` while it has not been filled in */
  async submit(actor: Actor, classId: string, id: string): Promise<void> {
    await this.record.write(actor, classId, isConfirmed, async (found) => {
      const agreement = await this.papers.require(classId, id);
      if (agreement.validFrom === null) throw new Problem('agreement-incomplete');
      await this.move(agreement, ['draft'], { state: 'review', returnNote: null });
      const { dueAt } = await this.clocks.review(found);
      await this.record.note(actor, classId, 'agreement.review', { agreement: id });
      await this.voice.officer('agreement-to-review', found, { dueAt: dueAt.toISOString() }, this.once(id));
    });
  }

  /** Back to whoever writes it, also while it is being signed: the signatures of a paper that changes are void. */
  async return(actor: Actor, classId: string, id: string, note: string): Promise<void> {
    await this.record.write(actor, classId, isConfirmed, async (found) => {
      const agreement = await this.papers.require(classId, id);
      await this.move(agreement, ['review', 'signing'], { state: 'draft', returnNote: note });
      await this.clocks.reviewed(classId);
      for (const { organisationId } of await this.papers.parties(id)) await this.clocks.signed(classId, organisationId);
      await this.papers.unsign(id);
      await this.record.note(actor, classId, 'agreement.return', { agreement: id });
      await this.voice.college('agreement-returned', found, {}, this.once(id));
    });
  }

  /**
   * 审查 → 待签: its parties are the college, the firms that hold seats today, and the centre as witness; each is asked.
   * @throws Problem `clause-forbidden`
   */
  async approve(actor: Actor, classId: string, id: string): Promise<void> {
    await this.record.write(actor, classId, isConfirmed, async (found) => {
      const agreement = await this.papers.require(classId, id);
      await this.papers.refuseForbidden(id);
      await this.move(agreement, ['review'], { state: 'signing' });
      await this.clocks.reviewed(classId);
      const parties = await this.papers.setParties(found, id);
      const clocks = await Promise.all(parties.map(({ organisationId }) => this.clocks.sign(classId, organisationId)));
      const dueAt = clocks[0]?.dueAt.toISOString() ?? '';
      await this.record.note(actor, classId, 'agreement.approve', { agreement: id, parties: parties.length });
      await this.voice.everyone('agreement-to-sign', found, { dueAt }, this.once(id));
    });
  }

  /** 变更: the next edition, as a draft with the same words; the one in force stands until it is signed. */
  async amend(actor: Actor, classId: string, id: string): Promise<string> {
    return this.record.write(actor, classId, isConfirmed, async (found) => {
      const agreement = await this.papers.require(classId, id);
      await this.move(agreement, ['in-force'], { state: 'amending' });
      const next = await this.insert(actor, found, agreement.kind, agreement);
      await this.papers.copyWords(id, next.id);
      await this.record.note(actor, classId, 'agreement.amend', { agreement: next.id, replaces: id });
      return next.id;
    });
  }

  /** A draft that will not be: what it was to take the place of is in force as before. */
  async drop(actor: Actor, classId: string, id: string): Promise<void> {
    await this.record.write(actor, classId, isConfirmed, async () => {
      const agreement = await this.papers.require(classId, id);
      await this.move(agreement, ['draft'], { state: 'ended' });
      if (agreement.replacesId) {
        const former = await this.papers.require(classId, agreement.replacesId);
        await this.move(former, ['amending'], { state: 'in-force' });
      }
      await this.record.note(actor, classId, 'agreement.drop', { agreement: id });
    });
  }

  /** 终止 before its last day. */
  async end(actor: Actor, classId: string, id: string, reason: string): Promise<void> {
    await this.record.write(actor, classId, isConfirmed, async (found) => {
      const agreement = await this.papers.require(classId, id);
      await this.move(agreement, ['in-force'], { state: 'ended', endReason: reason });
      await this.record.note(actor, classId, 'agreement.end', { agreement: id });
      await this.voice.everyone('agreement-ended', found, {}, this.once(id));
    });
  }

  private async insert(actor: Actor, { offer, row }: FoundClass, kind: AgreementKind, from: ClassAgreement | null) {
    const agreement = this.db.repo(ClassAgreement).create({
      validFrom: null,
      validTo: null,
      commitRate: row.employCommitRate,
      hoursPerDay: 8,
      internshipPay: null,
      insurer: null,
      insuredSum: null,
      dispute: null,
      ...from,
      id: newId(),
      classId: offer.id,
      kind,
      edition: (await this.papers.lastEdition(offer.id, kind)) + 1,
      state: 'draft',
      replacesId: from?.id ?? null,
      returnNote: null,
      endReason: null,
      createdBy: actor.userId,
      createdAt: this.clock.now(),
      version: 1,
    });
    await this.db.repo(ClassAgreement).insert(agreement);
    return agreement;
  }

  private async move(
    agreement: ClassAgreement,
    from: readonly ClassAgreement['state'][],
    patch: Partial<ClassAgreement> & Pick<ClassAgreement, 'state'>,
  ) {
    if (await this.db.transition(ClassAgreement, agreement.id, from, patch)) return;
    throw new Problem('state-changed', { state: agreement.state });
  }

  private once(id: string): string {
    return `${id.slice(-12)}-${this.clock.now().getTime()}`;
  }
}
