import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { notInFuture } from '../../../matchmaking/not-in-future.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { Files } from '../../../platform/files/files.service.js';
import type { Upload } from '../../../platform/http/multipart.js';
import { OrderClass } from '../classes/class.entity.js';
import { ClassVoice } from '../classes/class-voice.js';
import { OrderClasses, type FoundClass } from '../classes/order-classes.js';
import { AgreementClocks } from './agreement-clocks.js';
import { AgreementPapers } from './agreement-papers.js';
import { AgreementParty, ClassAgreement } from './agreement.entity.js';
import { ClassRecord } from './class-record.js';

export interface Signature {
  readonly signedOn: string;
  readonly scan: Upload;
}

/** 签署: each party says on which day it signed and hands in the paper; with the last one the agreement is in force. */
@Injectable()
export class Signing {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly record: ClassRecord,
    private readonly classes: OrderClasses,
    private readonly papers: AgreementPapers,
    private readonly files: Files,
    private readonly clocks: AgreementClocks,
    private readonly audit: Audit,
    private readonly voice: ClassVoice,
  ) {}

  /**
   * For one's own organisation; an officer also for another, with its paper in hand.
   * @throws Problem `clause-forbidden` while it holds one; `state-changed` when it is not being signed, or signed already
   */
  async sign(actor: Actor, classId: string, agreementId: string, partyId: string, { signedOn, scan }: Signature) {
    const party = await this.requireParty(actor, classId, agreementId, partyId);
    notInFuture(this.clock, signedOn, 'signedOn');
    await this.db.transaction(async () => {
      const found = await this.classes.hold(classId);
      const agreement = await this.papers.require(classId, agreementId);
      if (agreement.state !== 'signing') throw new Problem('state-changed', { state: agreement.state });
      await this.papers.refuseForbidden(agreementId);
      const owner = { type: 'agreement', id: agreementId, organisationId: party.organisationId };
      const { id: fileId } = await this.files.store(actor, scan, owner);
      const signed = await this.db.execute(
        'UPDATE agreement_party SET signedOn = ?, signedBy = ?, fileId = ? WHERE id = ? AND signedOn IS NULL',
        [signedOn, actor.userId, fileId, partyId],
      );
      if (signed !== 1) throw new Problem('state-changed', { state: 'signed' });
      await this.clocks.signed(classId, party.organisationId);
      const own = party.organisationId === actor.organisationId;
      await this.audit.record(actor, {
        action: 'agreement.sign',
        type: 'class',
        id: classId,
        after: { agreement: agreementId, party: party.side, signedOn },
        ...(!own && { note: 'on-paper' }),
      });
      if (await this.papers.complete(found, agreementId)) await this.enterIntoForce(actor, found, agreement);
    });
  }

  /** @throws Problem `not-found` for a party of another agreement; `forbidden` for another's than one's own */
  async requireParty(actor: Actor, classId: string, agreementId: string, partyId: string): Promise<AgreementParty> {
    const { known } = await this.record.require(actor, classId);
    if (!known) throw new Problem('not-found');
    await this.papers.require(classId, agreementId);
    const party = await this.db.repo(AgreementParty).findOneBy({ id: partyId, agreementId });
    if (!party) throw new Problem('not-found');
    if (party.organisationId !== actor.organisationId && actor.organisationKind !== 'centre')
      throw new Problem('forbidden');
    return party;
  }

  /** The class is signed when its 校企协议 is; an edition before it has done its service. */
  private async enterIntoForce(actor: Actor, found: FoundClass, agreement: ClassAgreement): Promise<void> {
    const { id, kind, classId, replacesId, commitRate } = agreement;
    if (!(await this.db.transition(ClassAgreement, id, ['signing'], { state: 'in-force' })))
      throw new Problem('state-changed', { state: agreement.state });
    if (replacesId) await this.db.transition(ClassAgreement, replacesId, ['amending'], { state: 'ended' });
    await this.audit.record(actor, {
      action: 'agreement.in-force',
      type: 'class',
      id: classId,
      after: { agreement: id, edition: agreement.edition },
    });
    if (kind === 'school-firm') {
      await this.db.repo(OrderClass).update({ offerId: classId }, { employCommitRate: commitRate });
      if (found.row.state === 'to-sign') {
        await this.classes.move(actor, found, 'sign');
        await this.clocks.classSigned(classId);
      }
    }
    await this.voice.everyone('agreement-in-force', found, {}, id);
  }
}
