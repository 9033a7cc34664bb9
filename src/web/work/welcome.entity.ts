import { column, table } from '../../platform/database/columns.js';

/** How far somebody is with the first three tasks of their role. */
@table('welcome')
export class Welcome {
  @column.ref({ primary: true }) userId!: string;
  /** Tasks that were ticked by hand. */
  @column.json() done!: string[];
  /** 不再显示, or all three done. */
  @column.instant({ nullable: true }) closedAt!: Date | null;
}
