import { column, table } from '../../../platform/database/columns.js';

const maybe = { nullable: true } as const;

/** A date in a class's life that somebody has to keep: selection, opening, internship, placement, a later check. */
@table('class_milestone', {
  index: [
    ['classId', 'dueOn'],
    ['doneOn', 'dueOn'],
    ['ownerOrganisationId', 'doneOn'],
  ],
})
export class ClassMilestone {
  @column.id() id!: string;
  @column.ref() classId!: string;
  @column.code(20) kind!: string;
  @column.ref() ownerOrganisationId!: string;
  @column.day() dueOn!: string;
  @column.day(maybe) doneOn!: string | null;
  @column.ref(maybe) doneBy!: string | null;
  @column.label(200, maybe) note!: string | null;
  /** The clock that runs once it is near. */
  @column.ref(maybe) deadlineId!: string | null;
}
