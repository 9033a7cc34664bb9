import { column, table } from '../database/columns.js';
import type { FileType } from './file-type.js';

/** An uploaded file. Who may read it is decided by the record that owns it. */
@table('file', { index: [['ownerType', 'ownerId'], ['sha256']] })
export class StoredFile {
  @column.id() id!: string;
  @column.code(64) sha256!: string;
  @column.label(120) name!: string;
  @column.code(10) type!: FileType;
  /** Bytes. */
  @column.count() size!: number;
  @column.code(40) ownerType!: string;
  @column.code(36) ownerId!: string;
  @column.ref({ nullable: true }) organisationId!: string | null;
  @column.ref({ nullable: true }) uploadedBy!: string | null;
  @column.instant() createdAt!: Date;
  @column.instant({ nullable: true }) deletedAt!: Date | null;
}
