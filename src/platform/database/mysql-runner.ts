import type { Socket } from 'node:net';
import type { PoolConnection } from 'mysql2';
import type { MysqlDriver } from 'typeorm/driver/mysql/MysqlDriver.js';
import { MysqlQueryRunner } from 'typeorm/driver/mysql/MysqlQueryRunner.js';
import { Busy } from './busy.js';
import { isConnectionFault, isQueueFull } from './faults.js';
import type { Guard } from './guard.js';

/** mysql2 lets callers wait for a connection without limit. */
const ACQUIRE_LIMIT_MS = 5_000;

/**
 * Destroys its connection instead of giving it back when anything about it is in doubt. TypeORM swallows a failed
 * ROLLBACK and returns the connection; the next START TRANSACTION then commits the half-done work.
 */
export class MysqlRunner extends MysqlQueryRunner {
  private doubted = false;
  private acquired: Promise<PoolConnection> | undefined;

  constructor(
    driver: MysqlDriver,
    private readonly guard: Guard,
    private readonly onDestroy: (socket: Socket) => void,
  ) {
    super(driver, 'master');
  }

  override connect(): Promise<PoolConnection> {
    return (this.acquired ??= this.acquire());
  }

  override async query(sql: string, parameters?: unknown[], structured = false): ReturnType<MysqlQueryRunner['query']> {
    this.guard.admit(this, sql);
    try {
      return await super.query(sql, parameters, structured);
    } catch (error) {
      if (isConnectionFault(error)) this.distrust();
      throw error;
    }
  }

  /** What the connection last did is not known: it must not be used again. */
  distrust(): void {
    this.doubted = true;
  }

  override async release(): Promise<void> {
    if (this.isReleased) return;
    const connection = await this.acquired?.catch(() => undefined);
    if (!connection || !this.doubted) return super.release();
    this.isReleased = true;
    connection.destroy();
    // mysql2 does not declare the socket a connection runs over.
    this.onDestroy((connection as unknown as { stream: Socket }).stream);
  }

  private async acquire(): Promise<PoolConnection> {
    const coming = super.connect() as Promise<PoolConnection>;
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Busy('no database connection came free')), ACQUIRE_LIMIT_MS);
    });
    try {
      return await Promise.race([coming, limit]);
    } catch (error) {
      if (error instanceof Busy) coming.then((late) => late.release()).catch(() => undefined);
      throw isQueueFull(error) ? new Busy('too many wait for a database connection', error) : error;
    } finally {
      clearTimeout(timer);
    }
  }
}
