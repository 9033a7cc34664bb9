import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ExportKinds } from '../../platform/exports/export-kinds.js';
import { MOST_ROWS } from '../../platform/exports/exports.service.js';
import { ImportStore } from './import-store.js';

/** Whoever may run one of the imports. */
export const RUN_IMPORTS = ['platform.import.run', 'financing.product.edit', 'talent.college.edit'] as const;

/** The list of an organisation's imports as a file. */
@Injectable()
export class ImportListExport implements OnModuleInit {
  constructor(
    private readonly store: ImportStore,
    private readonly kinds: ExportKinds,
  ) {}

  onModuleInit(): void {
    this.kinds.define({
      name: 'imports',
      permission: RUN_IMPORTS,
      columns: [
        { key: 'file', kind: 'text', width: 36 },
        { key: 'kind', kind: 'text', width: 20 },
        { key: 'rows', kind: 'number', width: 10 },
        { key: 'done', kind: 'number', width: 10 },
        { key: 'bad', kind: 'number', width: 10 },
        { key: 'state', kind: 'text', width: 14 },
        { key: 'createdAt', kind: 'datetime', width: 18 },
      ],
      count: (actor) => this.store.count(actor),
      rows: async (actor, _filter, say) =>
        (await this.store.list(actor, MOST_ROWS)).map((job) => ({
          file: job.fileName,
          kind: say(`imports.kind.${job.kind}`),
          rows: job.rowCount,
          done: job.doneCount,
          bad: job.badCount,
          state: say(`imports.state.${job.state}`),
          createdAt: job.createdAt,
        })),
    });
  }
}
