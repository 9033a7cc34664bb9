import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import type { Words } from '../../../kernel/matching/texts.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import { writeCsv } from '../../../platform/spreadsheet/write-csv.js';
import { FundedDeals, type FundedDeal } from './funded-deals.query.js';
import { recordColumns, cellsOfDeal } from './record-columns.js';

const KIND = 'financing.outcomes';
const FEN_PER_WAN = 1_000_000;

/** The deals as the file that `npx yipanqi evaluate` takes: no enterprise is named, not even by a number. */
@Injectable()
export class OutcomeFile {
  constructor(
    private readonly db: Database,
    private readonly deals: FundedDeals,
    private readonly audit: Audit,
  ) {}

  async write(actor: Actor, words: Words): Promise<Buffer> {
    const deals = await this.deals.recent();
    const head = ['day', 'institution', ...recordColumns.map(({ name }) => name)];
    const names = head.map((key) => words.say(`export.${KIND}.${key}`));
    await this.db.transaction(() =>
      this.audit.record(actor, {
        action: 'export.download',
        type: 'export',
        id: newId(),
        after: { kind: KIND, rows: deals.length },
      }),
    );
    return writeCsv([names, ...deals.map(lineOf)]);
  }
}

const lineOf = (deal: FundedDeal): string[] => [
  deal.day,
  deal.institution,
  ...cellsOfDeal(deal).map((cell, at) =>
    recordColumns[at]?.name === 'amount' && cell !== '' ? String(Number(cell) / FEN_PER_WAN) : cell,
  ),
];
