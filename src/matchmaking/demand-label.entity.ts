import { column, table } from '../platform/database/columns.js';

/** A short word of the centre on a demand, to find it again by. Only the centre's readers of cases ever see it. */
@table('demand_label', { unique: [['demandId', 'label']], index: [['label']] })
export class DemandLabel {
  @column.id() id!: string;
  @column.ref() demandId!: string;
  @column.label(40) label!: string;
}
