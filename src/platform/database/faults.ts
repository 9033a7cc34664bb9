interface DriverFault {
  readonly code?: string;
  readonly errno?: number;
  readonly sqlState?: string;
  readonly driverError?: unknown;
}

/** ER_LOCK_WAIT_TIMEOUT, ER_LOCK_DEADLOCK: the server answered, the connection is sound, the work may be tried again. */
const LOCK_FAULTS = new Set([1205, 1213]);

/**
 * The server answered but does not serve: not ready for queries (Galera, 1047), error during commit (1180), shutting down
 * (1053), connection killed (1317 query interrupted, 1927), read only (1290, 1792, 1836), gone or lost (2006, 2013).
 */
const NODE_FAULTS = new Set([1047, 1053, 1180, 1290, 1317, 1792, 1836, 1927, 2006, 2013]);

/** What the driver said, under TypeORM's wrapping. */
function driverFault(error: unknown): DriverFault {
  const outer = (error ?? {}) as DriverFault;
  return (outer.driverError ?? outer) as DriverFault;
}

/** A UNIQUE or PRIMARY KEY refused a row. */
export function isUniqueViolation(error: unknown): boolean {
  const { code, errno } = driverFault(error);
  return errno === 1062 || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
}

/** The rows of others were in the way; the transaction is over, the connection is fine. */
export function isLockFault(error: unknown): boolean {
  return LOCK_FAULTS.has(driverFault(error).errno ?? 0);
}

/** After this a MySQL connection cannot be trusted: what it last did is unknown, or its server does not serve. */
export function isConnectionFault(error: unknown): boolean {
  const { code = '', errno = 0, sqlState } = driverFault(error);
  if (NODE_FAULTS.has(errno)) return true;
  if (sqlState !== undefined) return false;
  return /^(PROTOCOL_|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOTFOUND)/.test(code);
}

/** Worth running the whole unit of work again. */
export function isTransient(error: unknown): boolean {
  return isLockFault(error) || isConnectionFault(error);
}

/** Another process holds the SQLite file. */
export function isFileBusy(error: unknown): boolean {
  return driverFault(error).code?.startsWith('SQLITE_BUSY') ?? false;
}

/** mysql2 has no code for a full queue of waiters. */
export function isQueueFull(error: unknown): boolean {
  return error instanceof Error && error.message === 'Queue limit reached.';
}
