import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ExportKinds, type ExportFilter } from '../../platform/exports/export-kinds.js';
import { funnelSteps } from './figure-definitions.js';
import { Figures, type Month } from './figures.js';

const EXPORT = 'financing.need.export';

/** The tables of the leader's page as files: how far the needs of a month have come, and how institutions answered in it. */
@Injectable()
export class LeaderExport implements OnModuleInit {
  constructor(
    private readonly figures: Figures,
    private readonly kinds: ExportKinds,
  ) {}

  onModuleInit(): void {
    this.kinds.define({
      name: 'work.funnel',
      permission: EXPORT,
      columns: [
        { key: 'month', kind: 'text', width: 10 },
        { key: 'step', kind: 'text', width: 20 },
        { key: 'needs', kind: 'number', width: 12 },
      ],
      count: () => Promise.resolve(funnelSteps.length),
      rows: async (_actor, filter, say) => {
        const month = this.month(filter);
        const funnel = await this.figures.funnel(month);
        return funnelSteps.map((step) => ({ month, step: say(`work.funnel.${step}`), needs: funnel[step] }));
      },
    });
    this.kinds.define({
      name: 'work.institutions',
      permission: EXPORT,
      columns: [
        { key: 'month', kind: 'text', width: 10 },
        { key: 'institution', kind: 'text', width: 32 },
        { key: 'sent', kind: 'number', width: 12 },
        { key: 'medianHours', kind: 'number', width: 14 },
        { key: 'open', kind: 'number', width: 12 },
        { key: 'lapsed', kind: 'number', width: 12 },
      ],
      count: async (_actor, filter) => (await this.figures.banks(this.month(filter))).length,
      rows: async (_actor, filter) => {
        const month = this.month(filter);
        const banks = await this.figures.banks(month);
        return banks.map(({ name, sent, medianHours, open, lapsed }) => ({ month, institution: name, sent, medianHours, open, lapsed })); // prettier-ignore
      },
    });
  }

  private month({ month }: ExportFilter): Month {
    return this.figures.month(typeof month === 'string' ? month : undefined);
  }
}
