import { Logger as NestLogger } from '@nestjs/common';
import type { Logger } from 'typeorm';

/** Only what an operator should hear of, and never a parameter: those are people's data. */
export class DatabaseLogger implements Logger {
  private readonly out = new NestLogger('Database');

  logQuerySlow(ms: number, sql: string): void {
    this.out.warn(`${ms} ms: ${sql}`);
  }

  logMigration(message: string): void {
    this.out.log(message);
  }

  log(level: 'log' | 'info' | 'warn', message: unknown): void {
    if (level === 'warn') this.out.warn(message);
  }

  /** Callers get the error and decide what it means. */
  logQueryError(): void {}
  logQuery(): void {}
  logSchemaBuild(): void {}
}
