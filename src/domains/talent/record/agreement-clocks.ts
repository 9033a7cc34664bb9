import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Organisations } from '../../../directory/organisations.js';
import { systemActor } from '../../../kernel/actor.js';
import { Deadlines } from '../../../matchmaking/deadlines.js';
import type { Deadline } from '../../../matchmaking/referral.entity.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { Scheduler } from '../../../platform/scheduling/scheduler.service.js';
import { ClassVoice } from '../classes/class-voice.js';
import { OrderClasses, type FoundClass } from '../classes/order-classes.js';
import { ClassAgreement } from './agreement.entity.js';

/** The clocks of an agreement: its review, every party's signature, and its last day. */
@Injectable()
export class AgreementClocks implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly deadlines: Deadlines,
    private readonly organisations: Organisations,
    private readonly scheduler: Scheduler,
    private readonly audit: Audit,
    private readonly classes: OrderClasses,
    private readonly voice: ClassVoice,
  ) {}

  onModuleInit(): void {
    this.scheduler.every('talent.agreement-expiry', 'daily 00:20', () => this.expire());
  }

  async review({ offer, row }: FoundClass): Promise<Deadline> {
    return this.deadlines.start({
      kind: 'review-agreement',
      demandId: null,
      offerId: offer.id,
      ownerOrganisationId: await this.organisations.centreId(),
      ownerUserId: row.officerId,
    });
  }

  /** Ends with the last paper of the class that waits for it. */
  async reviewed(classId: string): Promise<void> {
    const waits = await this.db.repo(ClassAgreement).existsBy({ classId, state: 'review' });
    if (!waits) await this.deadlines.finish({ offerId: classId }, ['review-agreement']);
  }

  async sign(classId: string, ownerOrganisationId: string): Promise<Deadline> {
    return this.deadlines.start({ kind: 'sign-agreement', demandId: null, offerId: classId, ownerOrganisationId });
  }

  /** Ends when the party has nothing left to sign in this class. */
  async signed(classId: string, ownerOrganisationId: string): Promise<void> {
    const [left] = await this.db.select(
      `SELECT p.id FROM agreement_party p JOIN class_agreement a ON a.id = p.agreementId
        WHERE a.classId = ? AND a.state = 'signing' AND p.organisationId = ? AND p.signedOn IS NULL`,
      [classId, ownerOrganisationId],
    );
    if (!left) await this.deadlines.finish({ offerId: classId, ownerOrganisationId }, ['sign-agreement']);
  }

  async classSigned(classId: string): Promise<void> {
    await this.deadlines.finish({ offerId: classId }, ['sign-class']);
  }

  /** 届满: an agreement whose last day has passed. Returns how many. */
  async expire(): Promise<number> {
    const over = await this.db.select<{ id: string; classId: string }>(
      "SELECT id, classId FROM class_agreement WHERE state IN ('in-force', 'amending') AND validTo < ? ORDER BY id",
      [this.clock.today()],
    );
    for (const { id, classId } of over)
      await this.db.transaction(async () => {
        const moved = await this.db.transition(ClassAgreement, id, ['in-force', 'amending'], { state: 'expired' });
        if (!moved) return;
        await this.audit.record(systemActor, {
          action: 'agreement.expire',
          type: 'class',
          id: classId,
          after: { agreement: id },
        });
        const found = await this.classes.find(classId);
        await this.voice.college('agreement-expired', found, {}, id);
        await this.voice.officer('agreement-expired', found, {}, id);
      });
    return over.length;
  }
}
