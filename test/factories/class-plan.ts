import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ClassPlan, PlanClass, PlanRun, PlanSeat } from '../../src/domains/talent/plans/plan.entity.js';
import { BusinessClock } from '../../src/platform/clock/business-clock.js';
import { Database } from '../../src/platform/database/database.js';
import { newId } from '../../src/platform/ids.js';

/** A class of a plan's run: seats by demand. */
export interface PlannedClass {
  readonly programmeId: string;
  readonly seats: ReadonlyMap<string, number>;
  readonly minSize?: number;
  readonly maxSize?: number;
}

/** A plan with one finished run, as rows: what the planner would have answered is the caller's to say. */
export async function writePlan(
  app: NestFastifyApplication,
  userId: string,
  classes: readonly PlannedClass[],
  plan: Partial<ClassPlan> = {},
): Promise<{ planId: string; runId: string }> {
  const db = app.get(Database);
  const now = app.get(BusinessClock).now();
  const [planId, runId] = [newId(), newId()];
  const sizes = classes.map(({ seats }) => [...seats.values()].reduce((sum, n) => sum + n, 0));
  await db.transaction(async () => {
    await db.repo(ClassPlan).insert({
      id: planId,
      term: '2027-1',
      name: '2027 年春季',
      state: 'draft',
      rules: {},
      createdBy: userId,
      createdAt: now,
      ...plan,
    });
    await db.repo(PlanRun).insert({
      id: runId,
      planId,
      goal: 'coverage',
      attempt: 1,
      state: 'done',
      classes: classes.length,
      seats: sizes.reduce((sum, n) => sum + n, 0),
      requestedBy: userId,
      requestedAt: now,
    });
    for (const [index, { programmeId, seats, minSize = 20, maxSize = 40 }] of classes.entries()) {
      const planClassId = newId();
      const size = sizes[index] ?? 0;
      await db.repo(PlanClass).insert({
        id: planClassId,
        runId,
        programmeId,
        position: index + 1,
        startsOn: '2027-03-01',
        minSize,
        maxSize,
        seats: size,
        exactSeats: size,
      });
      for (const [demandId, n] of seats)
        await db.repo(PlanSeat).insert({ id: newId(), runId, planClassId, demandId, seats: n, fit: 'exact' });
    }
  });
  return { planId, runId };
}
