import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Offer } from '../../../matchmaking/offer.entity.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { Database } from '../../../platform/database/database.js';
import { OrderClass } from '../classes/class.entity.js';
import { isOpen } from '../classes/class-life.js';
import { ClassRecord } from './class-record.js';

export type ClassProfile = Pick<Offer, 'title'> &
  Pick<OrderClass, 'model' | 'shape' | 'tightness' | 'headTeacher' | 'selectionRule'>;

@Injectable()
export class ClassProfiles {
  constructor(
    private readonly db: Database,
    private readonly record: ClassRecord,
    private readonly audit: Audit,
  ) {}

  /** The name is the offer's title: lists, notices and clocks call the class by it. @throws Problem `state-changed` */
  async save(actor: Actor, classId: string, { title, ...columns }: ClassProfile): Promise<void> {
    await this.record.write(actor, classId, isOpen, async ({ offer, row }) => {
      const before = { model: row.model, shape: row.shape, tightness: row.tightness };
      await this.db.repo(Offer).update({ id: classId }, { title });
      await this.db.repo(OrderClass).update({ offerId: classId }, columns);
      await this.audit.record(actor, {
        action: 'class.edit',
        type: 'class',
        id: classId,
        before,
        after: { model: columns.model, shape: columns.shape, tightness: columns.tightness },
        ...(title !== offer.title && { changed: ['title'] }),
      });
    });
  }
}
