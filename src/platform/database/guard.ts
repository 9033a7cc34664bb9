import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager, QueryRunner } from 'typeorm';
import { StrayWrite, WrongRunner } from './errors.js';

/** One transaction and what belongs to it. */
export interface Unit {
  readonly runner: QueryRunner;
  readonly manager: EntityManager;
  readonly callbacks: (() => void)[];
  /** False from COMMIT or ROLLBACK on. */
  open: boolean;
  /** A joined unit failed: its half-done writes must not be committed by the outer one. */
  failure?: { readonly cause: unknown };
}

/** Knows the ambient unit of work and refuses queries that would go round it. */
export class Guard {
  private readonly ambient = new AsyncLocalStorage<Unit>();
  private readonly owners = new WeakMap<QueryRunner, Unit>();

  /** The open unit of work of this asynchronous context. */
  current(): Unit | undefined {
    const unit = this.ambient.getStore();
    return unit?.open ? unit : undefined;
  }

  inside<T>(unit: Unit, run: () => Promise<T>): Promise<T> {
    this.owners.set(unit.runner, unit);
    return this.ambient.run(unit, run);
  }

  outside(run: () => void): void {
    this.ambient.exit(run);
  }

  /** Called before every statement. */
  admit(runner: QueryRunner, sql: string): void {
    const owner = this.owners.get(runner);
    if (owner && isTransactionControl(sql)) return; // COMMIT and ROLLBACK come after the unit has closed
    if (owner !== this.current()) throw new WrongRunner(sql);
    if (!owner && (isChange(sql) || isTransactionControl(sql))) throw new StrayWrite(sql);
  }
}

function isTransactionControl(sql: string): boolean {
  return /^\s*(begin|start\s+transaction|set\s+transaction|commit|rollback)\b/i.test(sql);
}

function isChange(sql: string): boolean {
  const text = sql.replace(/^(\s|\/\*[\s\S]*?\*\/|--[^\n]*\n)+/, '');
  if (/^with\b/i.test(text)) return /\b(insert\s+into|update\s+\S+\s+set|delete\s+from|replace\s+into)\b/i.test(text);
  return /^(insert|update|delete|replace|create|alter|drop|truncate|rename|load)\b/i.test(text);
}
