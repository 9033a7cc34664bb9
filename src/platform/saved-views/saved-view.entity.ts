import { column, table } from '../database/columns.js';

/** A list as somebody likes to see it: the address it had. Private, or shared with the colleagues of one organisation. */
@table('saved_view', {
  unique: [['ownerId', 'organisationId', 'list', 'name']],
  index: [['organisationId', 'list']],
})
export class SavedView {
  @column.id() id!: string;
  /** Code of the list, as `ViewLists` knows it. */
  @column.code(40) list!: string;
  @column.ref() ownerId!: string;
  @column.ref() organisationId!: string;
  @column.label(30) name!: string;
  /** Colleagues see it and may start from it; only its owner changes it. */
  @column.flag() shared!: boolean;
  /** Filters, order and size of a page by name, as they stand in the address. */
  @column.json() address!: Record<string, string>;
  @column.instant() savedAt!: Date;
}

/** The view with which a list opens for one person. */
@table('saved_view_default', { unique: [['userId', 'organisationId', 'list']], index: [['viewId']] })
export class SavedViewDefault {
  @column.id() id!: string;
  @column.ref() userId!: string;
  @column.ref() organisationId!: string;
  @column.code(40) list!: string;
  @column.ref({ references: 'SavedView' }) viewId!: string;
}
