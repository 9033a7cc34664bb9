import { Injectable, type OnModuleInit } from '@nestjs/common';
import { systemActor } from '../../../kernel/actor.js';
import { DeadlineCases } from '../../../matchmaking/deadline-cases.js';
import { Database } from '../../../platform/database/database.js';
import { OrderClass } from './class.entity.js';
import { ClassRescue } from './class-rescue.service.js';
import { ClassSmaller } from './class-smaller.service.js';
import { OrderClasses } from './order-classes.js';
import { SeatConfirming } from './seat-confirming.service.js';

/** What the clocks of a class are about, and what silence costs: a college's ends the class, a firm's its own seats. */
@Injectable()
export class ClassClocks implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly cases: DeadlineCases,
    private readonly classes: OrderClasses,
    private readonly rescue: ClassRescue,
    private readonly confirming: SeatConfirming,
    private readonly smaller: ClassSmaller,
  ) {}

  onModuleInit(): void {
    this.cases.ofOffers('class', async ({ id, number }) => {
      const { officerId } = await this.db.repo(OrderClass).findOneByOrFail({ offerId: id });
      const about = { type: 'class', id, href: `/talent/classes/${id}` };
      return { domain: 'talent', number, about, officerId, demand: null };
    });
    this.cases.onLapse('answer-class', async ({ offerId }) => {
      const found = await this.classes.hold(offerId ?? '');
      await this.rescue.end(systemActor, found, 'no-answer');
    });
    this.cases.onLapse('agree-size', ({ offerId }) => this.smaller.lapse(offerId ?? ''));
    this.cases.onLapse('confirm-seats', ({ referralId }) => this.confirming.lapse(referralId ?? ''));
  }
}
