import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { ExportKinds, type Say } from '../../../platform/exports/export-kinds.js';
import type { RowInput } from '../../../platform/spreadsheet/workbook-spec.js';
import { PlacementTotals, promisedBy } from './placement-totals.query.js';

export const PLACEMENTS = 'talent.placements';

const columns = [
  { key: 'number', kind: 'text', width: 18 },
  { key: 'title', kind: 'text', width: 28 },
  { key: 'college', kind: 'text', width: 28 },
  { key: 'state', kind: 'text', width: 12 },
  { key: 'checkpoint', kind: 'text', width: 12 },
  { key: 'firms', kind: 'number', width: 12 },
  { key: 'seats', kind: 'number', width: 12 },
  { key: 'promised', kind: 'number', width: 12 },
  { key: 'offered', kind: 'number', width: 12 },
  { key: 'joined', kind: 'number', width: 12 },
  { key: 'working', kind: 'number', width: 12 },
  { key: 'gone', kind: 'number', width: 12 },
] as const;

/** 就业汇总 as a spreadsheet: a row for each class and checkpoint that firms have confirmed. */
@Injectable()
export class PlacementTotalsExport implements OnModuleInit {
  constructor(
    private readonly totals: PlacementTotals,
    private readonly kinds: ExportKinds,
  ) {}

  onModuleInit(): void {
    this.kinds.define({
      name: PLACEMENTS,
      permission: 'talent.placement.read',
      columns,
      count: async (actor) => (await this.totals.of(actor)).length,
      rows: (actor, _filter, say) => this.rows(actor, say),
    });
  }

  private async rows(actor: Actor, say: Say): Promise<RowInput[]> {
    return (await this.totals.of(actor)).map((one) => ({
      ...one,
      state: say(`class.state.${one.state}`),
      checkpoint: say(`class.checkpoint.${one.checkpoint}`),
      promised: promisedBy(one),
    }));
  }
}
