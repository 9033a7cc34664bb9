import type { EntityManager, QueryRunner } from 'typeorm';

/** A runner taken for one transaction. */
export interface Session {
  readonly runner: QueryRunner;
  readonly manager: EntityManager;
  /** Undoes what is open, whatever state the runner is in; afterwards nothing of it can be committed any more. */
  rollback(cause: unknown): Promise<void>;
  /** Gives the runner back. */
  close(): Promise<void>;
}

/** How one kind of database opens transactions. */
export interface Transactions {
  /** @throws Busy when no turn or connection comes free in time */
  open(): Promise<Session>;
  /** Whether this failure of COMMIT proves that nothing was committed. */
  commitIsKnown(error: unknown): boolean;
}
