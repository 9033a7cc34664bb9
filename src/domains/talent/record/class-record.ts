import { Injectable } from '@nestjs/common';
import { may, type Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { membersSeen, namesAreKnown } from '../class-look.js';
import { ClassQueries, type MemberRow } from '../class.queries.js';
import { OrderClasses, type FoundClass } from '../order-classes.js';

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
    private readonly classes: OrderClasses,
    private readonly queries: ClassQueries,
  ) {}

  /**
   * The centre, the college and the firms that hold seats now. A firm that left keeps the page of the class, not what
   * the others wrote after it.
   * @throws Problem `not-found`
   */
  async require(actor: Actor, id: string): Promise<RecordOf> {
    const found = await this.classes.require(actor, id);
    const all = await this.queries.members(id);
    const members = membersSeen(actor, found.row.state, all);
    if (actor.organisationKind === 'enterprise' && members.length === 0) throw new Problem('not-found');
    const known = namesAreKnown(found.row.state);
    return { ...found, members, others: all.length - members.length, known, mayEdit: this.mayEdit(actor, found) };
  }

  /** Its college, or an officer. @throws Problem `not-found` | `forbidden` */
  async requireEditable(actor: Actor, id: string): Promise<RecordOf> {
    const found = await this.require(actor, id);
    if (!found.mayEdit) throw new Problem('forbidden');
    return found;
  }

  private mayEdit(actor: Actor, { offer }: FoundClass): boolean {
    return (
      may(actor, 'talent.class.edit') &&
      (actor.organisationKind === 'centre' || offer.organisationId === actor.organisationId)
    );
  }
}
