import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ExportKinds, type ExportFilter, type Say } from '../../../platform/exports/export-kinds.js';
import type { RowInput } from '../../../platform/spreadsheet/workbook-spec.js';
import { PlanQueries } from './plan.queries.js';
import { gapText } from './plan-gap-text.js';
import type { Message } from '../../../platform/i18n/message.js';

const columns = [
  { key: 'class', kind: 'text', width: 24 },
  { key: 'college', kind: 'text', width: 28 },
  { key: 'startsOn', kind: 'day', width: 14 },
  { key: 'number', kind: 'text', width: 18 },
  { key: 'firm', kind: 'text', width: 32 },
  { key: 'title', kind: 'text', width: 24 },
  { key: 'seats', kind: 'number', width: 10 },
  { key: 'fit', kind: 'text', width: 14 },
  { key: 'reason', kind: 'text', width: 50 },
] as const;

/** One run of a plan: a row a seat group, then a row for each demand without one, with its reason. Filter: run. */
@Injectable()
export class PlanExport implements OnModuleInit {
  constructor(
    private readonly queries: PlanQueries,
    private readonly kinds: ExportKinds,
  ) {}

  onModuleInit(): void {
    this.kinds.define({
      name: 'talent.plan',
      permission: 'talent.plan.read',
      columns,
      count: async (_actor, filter) => (await this.rows(filter, String)).length,
      rows: (_actor, filter, say) => this.rows(filter, say),
    });
  }

  private async rows(filter: ExportFilter, say: Say): Promise<RowInput[]> {
    const run = String(filter['run'] ?? '');
    const classes = new Map((await this.queries.classes(run)).map((row) => [row.id, row]));
    const seats = (await this.queries.seats(run)).map((part) => {
      const into = classes.get(part.planClassId);
      return {
        class: into?.title ?? '',
        college: into?.college ?? '',
        startsOn: into?.startsOn ?? null,
        number: part.number,
        firm: part.firm,
        title: part.title,
        seats: part.seats,
        fit: say(`plan.fit.${part.fit}`),
        reason: null,
      };
    });
    const gaps = (await this.queries.gaps(run)).map(({ number, firm, title, seats: missing, code, numbers }) => ({
      class: null,
      college: null,
      startsOn: null,
      number,
      firm,
      title,
      seats: missing,
      fit: null,
      reason: said(say, gapText(code, numbers, say('plan.locale') === 'en' ? 'en' : 'zh-CN')),
    }));
    return [...seats, ...gaps];
  }
}

/** A message whose params may be messages. */
function said(say: Say, { key, params = {} }: Message): string {
  const flat = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'object' && value !== null ? said(say, value as Message) : value,
  ]);
  return say(key, Object.fromEntries(flat) as Record<string, unknown>);
}
