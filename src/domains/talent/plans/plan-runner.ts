import { createHash } from 'node:crypto';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { canonical } from '../../../kernel/planning/canonical.js';
import type { PlannedClass } from '../../../kernel/planning/plan.js';
import { In } from 'typeorm';
import { Demand } from '../../../matchmaking/demand.entity.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { LeaseClock } from '../../../platform/clock/lease-clock.js';
import { Settings } from '../../../platform/config/settings.js';
import { Database } from '../../../platform/database/database.js';
import { newId } from '../../../platform/ids.js';
import { Scheduler } from '../../../platform/scheduling/scheduler.service.js';
import { Programme } from '../colleges/college.entity.js';
import { gapOf } from './plan-gap-numbers.js';
import { PlanInputs, startOf } from './plan-inputs.js';
import { PlanSolving, type PlanAnswer } from './plan-solving.js';
import { ClassPlan, PlanClass, PlanGap, PlanRun, PlanSeat } from './plan.entity.js';
import { Plans } from './plans.service.js';

/** Raised when the planner's answers may change for equal input; stored with every run. */
export const PLANNER_VERSION = '2';
/** Seconds a run may take; what it has found by then stands, with its bound. */
const SECONDS = 60;
/** One that was begun so long ago was cut short by a stop of the server. */
const STUCK_MS = 5 * 60_000;

/** Computes what was asked for, one run after the other, in a worker thread; the answer is checked before it is kept. */
@Injectable()
export class PlanRunner implements OnModuleInit, BeforeApplicationShutdown {
  private readonly log = new Logger(PlanRunner.name);
  private working: Promise<number> | null = null;
  private closing = false;

  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly leases: LeaseClock,
    private readonly settings: Settings,
    private readonly scheduler: Scheduler,
    private readonly plans: Plans,
    private readonly inputs: PlanInputs,
    private readonly solving: PlanSolving,
  ) {}

  onModuleInit(): void {
    this.scheduler.every('talent.plan-runs', 1, () => this.run());
    // Whoever asks in this process need not wait for the minute.
    if (this.settings.role !== 'web')
      this.plans.rings(() => void this.run().catch((error: unknown) => this.log.error(error)));
  }

  /** What runs is stopped, and stands as far as it has come; the rest waits for the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    await this.working?.catch(() => undefined);
  }

  /** @returns how many were computed */
  run(): Promise<number> {
    this.working ??= this.work().finally(() => (this.working = null));
    return this.working;
  }

  private async work(): Promise<number> {
    let done = 0;
    for (let run = await this.take(); run; run = this.closing ? null : await this.take()) {
      await this.compute(run);
      done++;
    }
    return done;
  }

  /** Of two processes that look at once one gets it. */
  private async take(): Promise<PlanRun | null> {
    const now = this.leases.now();
    const waiting = "(state = 'queued' OR (state = 'running' AND finishedAt < ?))";
    const stuck = new Date(now.getTime() - STUCK_MS);
    const [next] = await this.db.select<{ id: string }>(
      `SELECT id FROM plan_run WHERE ${waiting} ORDER BY requestedAt, id LIMIT 1`,
      [stuck],
    );
    if (!next) return null;
    // While it runs, finishedAt is when it was begun.
    const taken = await this.db.transaction(() =>
      this.db.execute(`UPDATE plan_run SET state = 'running', finishedAt = ? WHERE id = ? AND ${waiting}`, [
        now,
        next.id,
        stuck,
      ]),
    );
    return taken === 1 ? this.db.repo(PlanRun).findOneByOrFail({ id: next.id }) : this.take();
  }

  private async compute(run: PlanRun): Promise<void> {
    const plan = await this.db.repo(ClassPlan).findOneByOrFail({ id: run.planId });
    const instance = await this.inputs.instance(plan, run.goal);
    const inputHash = createHash('sha256')
      .update(JSON.stringify(canonical(instance)))
      .digest('hex');
    const started = performance.now();
    const cancelled = async () =>
      this.closing ||
      (await this.db.select('SELECT id FROM plan_run WHERE id = ? AND cancelAsked = ?', [run.id, true])).length > 0;
    try {
      const found = await this.solving.plan(instance, { seconds: SECONDS, cancelled });
      const milliseconds = Math.round(performance.now() - started);
      await this.keep(run, plan, found, { inputHash, milliseconds });
    } catch (error) {
      this.log.error(error);
      await this.finish(run, { state: 'failed', failure: 'planner', inputHash });
    }
  }

  private async keep(
    run: PlanRun,
    plan: ClassPlan,
    { plan: found, changes, prices, conflict }: PlanAnswer,
    { inputHash, milliseconds }: { inputHash: string; milliseconds: number },
  ): Promise<void> {
    const programmes = new Map((await this.db.repo(Programme).find()).map((row) => [row.offerId, row]));
    const titles = await this.titles();
    const orderNumbers = await this.demandNumbers(found.unserved.map(({ demand }) => demand));
    const seatGoal = found.proof.goals.find(({ goal }) => goal === 'seats');
    await this.db.transaction(async () => {
      await this.finish(run, {
        state: found.proof.status === 'cancelled' && found.classes.length === 0 ? 'cancelled' : 'done',
        inputHash,
        milliseconds,
        kernelVersion: PLANNER_VERSION,
        proof: found.proof.status === 'optimal' ? 'optimal' : found.proof.status,
        seats: found.totals.seats,
        exactSeats: found.totals.exactSeats,
        classes: found.totals.classes,
        demands: found.totals.demandsServed,
        asked: found.totals.seatsWanted,
        bound: seatGoal?.bound ?? null,
      });
      for (const [position, one] of found.classes.entries())
        await this.keepClass(
          run.id,
          one,
          position,
          startOf(plan.term, one.start, programmes.get(one.programme)?.classMonths ?? 0),
        );
      for (const { demand, headcountMax, reasons } of found.unserved) {
        const [reason] = reasons;
        const change = changes[demand];
        if (!reason) continue;
        await this.db.repo(PlanGap).insert({
          id: newId(),
          runId: run.id,
          demandId: demand,
          seats: headcountMax,
          ...gapOf(reason, { titles, price: prices[demand], conflict, numbers: orderNumbers }),
          change: change
            ? { ...change, ...('programme' in change && { programme: titles.get(change.programme) ?? '' }) }
            : null,
        });
      }
    });
  }

  private async keepClass(runId: string, one: PlannedClass, position: number, startsOn: string): Promise<void> {
    const planClassId = newId();
    await this.db.repo(PlanClass).insert({
      id: planClassId,
      runId,
      programmeId: one.programme,
      position,
      startsOn,
      minSize: one.minClass,
      maxSize: one.maxClass,
      seats: one.size,
      exactSeats: one.exactSeats,
    });
    await this.db
      .repo(PlanSeat)
      .insert(
        one.seats.map(({ demand, seats, fit }) => ({ id: newId(), runId, planClassId, demandId: demand, seats, fit })),
      );
  }

  private async finish(run: PlanRun, outcome: Partial<PlanRun>): Promise<void> {
    await this.db.transaction(async () => {
      await this.db
        .repo(PlanRun)
        .update({ id: run.id, state: 'running' }, { ...outcome, finishedAt: this.clock.now() });
    });
  }

  private async demandNumbers(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.db.repo(Demand).find({ where: { id: In([...ids]) } });
    return new Map(rows.map(({ id, number }) => [id, number ?? '']));
  }

  private async titles(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.db.select<{ id: string; title: string; college: string }>(
      `SELECT o.id, o.title, g.name AS college FROM offer o JOIN organisation g ON g.id = o.organisationId
        WHERE o.domain = 'talent' AND o.kind = 'programme'`,
    );
    return new Map(rows.map(({ id, title, college }) => [id, `${college} ${title}`]));
  }
}
