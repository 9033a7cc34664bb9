import { column, table } from '../database/columns.js';
import type { NoticeParams } from './notice-params.js';

/** A row of somebody's inbox. The unique key lets each person be told of an event once, however often it is told. */
@table('notice', {
  unique: [['eventKey', 'userId']],
  index: [['userId', 'readAt'], ['userId', 'createdAt'], ['aboutType', 'aboutId'], ['demandId']],
})
export class Notice {
  @column.id() id!: string;
  @column.code(160) eventKey!: string;
  @column.code(60) kind!: string;
  @column.ref() userId!: string;
  @column.ref({ nullable: true }) organisationId!: string | null;
  @column.code(40) aboutType!: string;
  @column.code(36) aboutId!: string;
  /** A path of the portal. */
  @column.label(255) href!: string;
  @column.json() params!: NoticeParams;
  @column.instant() createdAt!: Date;
  @column.instant({ nullable: true }) readAt!: Date | null;
  @column.ref({ nullable: true }) demandId!: string | null;
  @column.ref({ nullable: true }) referralId!: string | null;
}
