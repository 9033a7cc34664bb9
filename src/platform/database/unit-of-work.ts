import { setTimeout as sleep } from 'node:timers/promises';
import { Busy } from './busy.js';
import { CommitUnknown } from './errors.js';
import { isFileBusy, isTransient, isUniqueViolation } from './faults.js';
import type { Guard, Unit } from './guard.js';
import { Operation } from './operation.entity.js';
import type { Session, Transactions } from './transactions.js';

const RETRY_LIMIT_MS = 15_000;

/** Runs work as one transaction, again as a whole when the database asks for it, so that its reads are made anew too. */
export class UnitOfWork {
  constructor(
    private readonly guard: Guard,
    private readonly transactions: Transactions,
  ) {}

  /**
   * @param opId settles a COMMIT whose outcome is unknown, and makes the work happen once: a second call with the same
   *   id fails with a unique violation
   * @throws Busy when the database does not serve in time
   * @throws CommitUnknown when the connection broke at COMMIT and there is no opId, or the server stayed away
   */
  async run<T>(work: () => Promise<T>, opId?: string): Promise<T> {
    const outer = this.guard.current();
    if (outer) return join(outer, work, opId);
    const deadline = performance.now() + RETRY_LIMIT_MS;
    let unknown: CommitUnknown | undefined;
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.attempt(work, opId);
      } catch (error) {
        // The row of an earlier attempt is there: that COMMIT stands, and its answer is the answer.
        if (unknown && error instanceof OperationExists) return unknown.value as T;
        if (error instanceof CommitUnknown) {
          if (opId === undefined) throw error;
          unknown = error;
        } else if (!isTransient(error)) {
          throw isFileBusy(error) ? new Busy('another process holds the database file', error) : plain(error);
        }
        if (performance.now() > deadline) throw unknown ?? new Busy('the database does not serve', error);
        await sleep(pauseMs(attempt));
      }
    }
  }

  private async attempt<T>(work: () => Promise<T>, opId?: string): Promise<T> {
    const session = await this.transactions.open();
    const unit: Unit = { runner: session.runner, manager: session.manager, callbacks: [], open: true };
    let value: T;
    try {
      value = await this.guard.inside(unit, () => this.transact(session, unit, work, opId));
    } finally {
      await session.close();
    }
    this.guard.outside(() => unit.callbacks.forEach(runCallback));
    return value;
  }

  private async transact<T>(session: Session, unit: Unit, work: () => Promise<T>, opId?: string): Promise<T> {
    let value: T;
    try {
      await session.runner.startTransaction();
      if (opId !== undefined) await record(unit, opId);
      value = await work();
      if (unit.failure) throw unit.failure.cause;
      unit.open = false;
    } catch (error) {
      unit.open = false;
      await session.rollback(error);
      throw error;
    }
    try {
      await session.runner.commitTransaction();
      return value;
    } catch (error) {
      await session.rollback(error);
      throw this.transactions.commitIsKnown(error) ? error : new CommitUnknown(value, error);
    }
  }
}

async function join<T>(outer: Unit, work: () => Promise<T>, opId?: string): Promise<T> {
  try {
    if (opId !== undefined) await record(outer, opId);
    return await work();
  } catch (error) {
    outer.failure ??= { cause: plain(error) };
    throw plain(error);
  }
}

/** Tells the opId row's violation from one the work itself ran into. */
class OperationExists extends Error {}

async function record({ manager }: Unit, opId: string): Promise<void> {
  try {
    await manager.insert(Operation, { opId, createdAt: new Date() });
  } catch (error) {
    throw isUniqueViolation(error) ? new OperationExists(opId, { cause: error }) : error;
  }
}

function plain(error: unknown): unknown {
  return error instanceof OperationExists ? error.cause : error;
}

/** The work is committed: a callback that throws must not make it look otherwise. */
function runCallback(callback: () => void): void {
  try {
    callback();
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : new Error(String(error)));
  }
}

/** 10 ms, doubled up to 500, with jitter so that two that met do not meet again. */
function pauseMs(attempt: number): number {
  return Math.min(500, 10 * 2 ** Math.min(attempt, 6)) * (0.5 + Math.random() / 2);
}
