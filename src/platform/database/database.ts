import type { DataSource, EntityManager, EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import type { Guard } from './guard.js';
import type { UnitOfWork } from './unit-of-work.js';

export type DatabaseKind = 'sqlite' | 'mariadb' | 'mysql';

/** Rows that move through states. */
export interface Stateful extends ObjectLiteral {
  id: string;
  state: string;
  version: number;
}

/** The way to both databases. A transaction is ambient: whatever is called inside it takes part. */
export class Database {
  constructor(
    readonly kind: DatabaseKind,
    private readonly source: DataSource,
    private readonly guard: Guard,
    private readonly units: UnitOfWork,
  ) {}

  /**
   * One unit of work: all of it or nothing. Calls inside it join it; when a joined one fails, the whole fails even if
   * the error is caught. It is run again as a whole after deadlocks and lost connections, so it must do nothing but
   * database work (no mail, no network): leave those to `afterCommit`.
   *
   * @param options.opId at most 64 characters; the work happens once under it, and a COMMIT nobody answered is settled
   * @throws Busy when no turn comes within 5 s or the database does not serve for 15 s
   */
  transaction<T>(work: () => Promise<T>, options: { readonly opId?: string } = {}): Promise<T> {
    return this.units.run(work, options.opId);
  }

  /** Take it anew where it is used: it belongs to the ambient transaction, or outside one may only read. */
  repo<E extends ObjectLiteral>(entity: EntityTarget<E>): Repository<E> {
    return this.manager.getRepository(entity);
  }

  get manager(): EntityManager {
    return this.guard.current()?.manager ?? this.source.manager;
  }

  /** Rows of a query with `?` placeholders. */
  async select<R>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> {
    return this.manager.query<R[]>(sql, checked(parameters));
  }

  /** Affected rows (matched ones, on both databases). Only inside a transaction. */
  async execute(sql: string, parameters: readonly unknown[] = []): Promise<number> {
    const runner = this.guard.current()?.runner ?? this.source.createQueryRunner();
    try {
      return (await runner.query(sql, checked(parameters), true)).affected ?? 0;
    } finally {
      if (runner !== this.guard.current()?.runner) await runner.release();
    }
  }

  /**
   * Changes state and more, if the row still is in one of the states (and versions) named. False: somebody was faster,
   * or it was never so.
   */
  async transition<E extends Stateful>(
    entity: EntityTarget<E>,
    id: string,
    from: readonly E['state'][],
    patch: QueryDeepPartialEntity<E> & { state: E['state'] },
    options: { readonly version?: number } = {},
  ): Promise<boolean> {
    const update = this.manager
      .createQueryBuilder()
      .update(entity)
      .set(patch)
      .where('id = :id AND state IN (:...from)', { id, from: [...from] });
    if (options.version !== undefined) update.andWhere('version = :version', { version: options.version });
    return (await update.execute()).affected === 1;
  }

  /**
   * Runs after the ambient transaction has been committed; never when it is rolled back. It must not throw, and what it
   * starts is not waited for.
   */
  afterCommit(run: () => void): void {
    const unit = this.guard.current();
    if (!unit) throw new Error('afterCommit: there is no transaction');
    unit.callbacks.push(run);
  }

  /** Whether the database answers. */
  async ping(): Promise<void> {
    await this.select('SELECT 1');
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}

function checked(parameters: readonly unknown[]): unknown[] {
  const missing = parameters.indexOf(undefined);
  if (missing >= 0) throw new TypeError(`parameter ${missing + 1} is undefined: say null if that is meant`);
  return [...parameters];
}
