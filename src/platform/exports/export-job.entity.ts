import { column, table } from '../database/columns.js';

export const exportStates = ['queued', 'running', 'done', 'failed', 'expired'] as const;

/** A big export that is written in the background, and its file until that is removed. */
@table('export_job', {
  index: [
    ['state', 'createdAt'],
    ['userId', 'createdAt'],
  ],
})
export class ExportJob {
  @column.id() id!: string;
  @column.ref() userId!: string;
  @column.ref() organisationId!: string;
  @column.code(40) kind!: string;
  /** The list's filter as it stood in the address. */
  @column.json() filter!: Record<string, string | readonly string[]>;
  @column.code(10) locale!: 'zh-CN' | 'en';
  @column.code(20) state!: (typeof exportStates)[number];
  /** Rows. */
  @column.count() total!: number;
  @column.ref({ nullable: true }) fileId!: string | null;
  /** Code of the problem it failed with. */
  @column.code(40, { nullable: true }) problem!: string | null;
  @column.instant() createdAt!: Date;
  @column.instant({ nullable: true }) startedAt!: Date | null;
  @column.instant({ nullable: true }) doneAt!: Date | null;
  /** From then on the file is gone. */
  @column.instant({ nullable: true }) expiresAt!: Date | null;
}
