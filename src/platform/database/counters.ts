import { Injectable } from '@nestjs/common';
import { Database } from './database.js';
import { isUniqueViolation } from './faults.js';

/** Running numbers without gaps: the row is changed in the transaction that uses the number. */
@Injectable()
export class Counters {
  constructor(private readonly db: Database) {}

  /** The next number of the series, from 1 each year. Only inside a transaction, which holds the series until it ends. */
  async next(prefix: string, year: number): Promise<number> {
    const series = `${prefix}-${year}`;
    if (!(await this.advance(series))) await this.start(series);
    const [row] = await this.db.select<{ value: number }>('SELECT value FROM counter WHERE series = ?', [series]);
    return Number(row?.value);
  }

  /** The next number as people see it: RZ-2026-000123. */
  async nextNumber(prefix: string, year: number): Promise<string> {
    return formatNumber(prefix, year, await this.next(prefix, year));
  }

  private async advance(series: string): Promise<boolean> {
    return (await this.db.execute('UPDATE counter SET value = value + 1 WHERE series = ?', [series])) === 1;
  }

  private async start(series: string): Promise<void> {
    try {
      await this.db.execute('INSERT INTO counter (series, value) VALUES (?, 1)', [series]);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      await this.advance(series); // another transaction was first
    }
  }
}

export function formatNumber(prefix: string, year: number, n: number): string {
  return `${prefix}-${year}-${String(n).padStart(6, '0')}`;
}
