import type { DataSource } from 'typeorm';
import type { MysqlDriver } from 'typeorm/driver/mysql/MysqlDriver.js';
import { isConnectionFault, isLockFault } from './faults.js';
import type { Guard } from './guard.js';
import { MysqlRunner } from './mysql-runner.js';
import { Nodes } from './nodes.js';
import { credentials, type ServerKind, type ServerUrl } from './server.js';
import type { Transactions } from './transactions.js';

const QUERY_LIMIT_MS = 3_000;
const POOL_SIZE = 10;
const LONGEST_QUEUE = 100;

/** `timed` is false for migrations: to build an index may take long. */
export function mysqlOptions(url: ServerUrl, type: ServerKind, nodes = new Nodes(url.nodes), timed = true) {
  const { stream, connectTimeout, user, ...common } = credentials(url, nodes);
  return {
    type,
    username: user,
    ...common,
    connectTimeout,
    database: url.database,
    poolSize: POOL_SIZE,
    isolationLevel: 'READ COMMITTED',
    ...(timed && { enableQueryTimeout: true, maxQueryExecutionTime: QUERY_LIMIT_MS }),
    extra: { stream, resetOnRelease: true, queueLimit: LONGEST_QUEUE, enableKeepAlive: true },
  } as const;
}

/** Call it before `source.initialize()`. */
export function guardPool(source: DataSource, nodes: Nodes, guard: Guard): Transactions {
  const driver = source.driver as MysqlDriver;
  const create = () => new MysqlRunner(driver, guard, (socket) => nodes.markDown(socket));
  driver.createQueryRunner = create;
  // TypeORM does not hydrate what INSERT … RETURNING answers (flags would be 1); without it defaults are read back.
  driver.isReturningSqlSupported = () => false;
  return {
    async open() {
      const runner = create();
      const manager = source.createEntityManager(runner);
      Object.assign(runner, { manager });
      try {
        await runner.connect();
      } catch (error) {
        await runner.release();
        throw error;
      }
      return {
        runner,
        manager,
        async rollback(cause) {
          if (isConnectionFault(cause)) return runner.distrust();
          await runner.rollbackTransaction().catch(() => runner.distrust());
        },
        close: () => runner.release(),
      };
    },
    commitIsKnown: isLockFault,
  };
}
