import type { Day } from '../../kernel/day.js';
import { column, table } from '../database/columns.js';

/** A year's notice as an administrator entered it; it stands above the file of that year. */
@table('calendar_year')
export class CalendarYearRow {
  @column.code(4, { primary: true }) year!: string;
  @column.json() off!: Day[];
  @column.json() work!: Day[];
  @column.label(300) source!: string;
  @column.flag() provisional!: boolean;
  @column.instant() updatedAt!: Date;
  @column.version() version!: number;
}
