import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import type { AuditAction } from '../../../kernel/audit-actions.js';
import { Problem } from '../../../kernel/problem.js';
import { Audit, type AuditFacts } from '../../../platform/audit/audit.service.js';
import { Database } from '../../../platform/database/database.js';
import type { ClassState } from '../classes/class-life.js';
import { mayWrite, membersSeen, namesAreKnown } from '../classes/class-look.js';
import { ClassQueries, type MemberRow } from '../classes/class.queries.js';
import { OrderClasses, type FoundClass } from '../classes/order-classes.js';

export interface RecordOf extends FoundClass {
  /** Who holds seats in it, the oldest first; a firm sees its own only until the class is confirmed. */
  readonly members: readonly MemberRow[];
  /** How many of them are not shown. */
  readonly others: number;
  readonly known: boolean;
  readonly mayEdit: boolean;
}

/** 班级档案: who may open the record of a class, and who may write in it. */
@Injectable()
export class ClassRecord {
  constructor(
    private readonly db: Database,
    private readonly classes: OrderClasses,
    private readonly queries: ClassQueries,
    private readonly audit: Audit,
  ) {}

  /**
   * The centre, the college and the firms that hold seats now. A firm that left keeps the page of the class, not what
   * the others wrote after it.
   * @throws Problem `not-found`
   */
  async require(actor: Actor, id: string): Promise<RecordOf> {
    const found = await this.classes.require(actor, id);
    const all = await this.queries.members(id);
    const members = membersSeen(actor, found.row, all);
    if (actor.organisationKind === 'enterprise' && members.length === 0) throw new Problem('not-found');
    const known = namesAreKnown(found.row);
    return { ...found, members, others: all.length - members.length, known, mayEdit: mayWrite(actor, found.offer) };
  }

  /** Its college, or an officer. @throws Problem `not-found` | `forbidden` */
  async requireEditable(actor: Actor, id: string): Promise<RecordOf> {
    const found = await this.require(actor, id);
    if (!found.mayEdit) throw new Problem('forbidden');
    return found;
  }

  /**
   * With the class held: what is written about one class is written in turn, while its state allows it.
   * @throws Problem `not-found` | `forbidden` | `state-changed`
   */
  async write<T>(
    actor: Actor,
    classId: string,
    open: (state: ClassState) => boolean,
    work: (found: FoundClass) => Promise<T>,
  ): Promise<T> {
    await this.requireEditable(actor, classId);
    return this.db.transaction(async () => {
      const found = await this.classes.hold(classId);
      if (!open(found.row.state)) throw new Problem('state-changed', { state: found.row.state });
      return work(found);
    });
  }

  /** In the trail of the class. */
  async note(actor: Actor, classId: string, action: AuditAction, after: AuditFacts): Promise<void> {
    await this.audit.record(actor, { action, type: 'class', id: classId, after });
  }
}
