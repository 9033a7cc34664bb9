import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { numberOf, toInstant } from '../../../platform/database/rows.js';
import { show } from '../../../platform/http/api-schema.js';
import { listPage, mapPage, type ListQuery, type Page } from '../../../platform/http/paging.js';
import { planGoals, PlanRun, planStates, runStates, type ClassPlan } from './plan.entity.js';
import { PlanQueries } from './plan.queries.js';

const head = {
  id: show.id,
  term: { ...show.text, description: '2027-1 = spring, 2027-2 = autumn' },
  name: show.text,
  state: show.code(planStates),
  createdAt: show.instant,
  publishedRunId: show.maybe(show.id),
};

export const planItem = show.object(head);

const runHead = {
  id: show.id,
  goal: show.code(planGoals),
  attempt: show.count,
  state: show.code(runStates),
  proof: show.maybe({ ...show.text, description: 'optimal; else the greatest number of seats possible is in bound' }),
  asked: show.maybe(show.count),
  seats: show.maybe(show.count),
  exactSeats: show.maybe(show.count),
  classes: show.maybe(show.count),
  bound: show.maybe(show.count),
  inputHash: show.maybe({ ...show.text, description: 'equal hash, equal answer' }),
};

export const planRecord = show.object({
  ...head,
  rules: show.anything,
  runs: { ...show.list(show.object(runHead)), description: 'the newest of each goal' },
});

const seat = show.object({
  demandId: show.id,
  number: show.text,
  organisationId: show.id,
  seats: show.count,
  fit: show.code(['exact', 'acceptable', 'near']),
});

export const runRecord = show.object({
  ...runHead,
  classList: show.list(
    show.object({
      programmeId: show.id,
      title: show.text,
      college: show.object({ id: show.id, name: show.text }),
      startsOn: show.day,
      minSize: show.count,
      maxSize: show.count,
      seats: show.count,
      members: show.list(seat),
    }),
  ),
  unserved: show.list(
    show.object({
      demandId: show.id,
      number: show.text,
      seats: show.count,
      code: show.text,
      numbers: show.anything,
      change: { ...show.anything, nullable: true, description: 'the smallest change that would give it seats' },
    }),
  ),
});

interface Row {
  readonly id: string;
  readonly createdAt: Date | string;
}

/** Class plans as programs see them. */
@Injectable()
export class PlanApiViews {
  constructor(
    private readonly db: Database,
    private readonly queries: PlanQueries,
  ) {}

  async list(query: ListQuery): Promise<Page<object>> {
    const listing = {
      columns: 'p.term, p.name, p.state, p.createdAt, p.publishedRunId',
      from: 'class_plan p',
      key: 'p.id',
      where: [{ sql: "p.state <> 'discarded'", params: [] }],
    };
    const page = await listPage<Row>(this.db, listing, query);
    return mapPage(page, (row) => ({ ...row, createdAt: toInstant(row.createdAt).toISOString() }));
  }

  async record(plan: ClassPlan): Promise<object> {
    const runs = await this.queries.latestRuns(plan.id);
    return {
      id: plan.id,
      term: plan.term,
      name: plan.name,
      state: plan.state,
      createdAt: plan.createdAt.toISOString(),
      publishedRunId: plan.publishedRunId,
      rules: plan.rules,
      runs: runs.map(runHeadOf),
    };
  }

  async run(run: PlanRun): Promise<object> {
    const classes = await this.queries.classes(run.id);
    const seats = await this.queries.seats(run.id);
    return {
      ...runHeadOf(run),
      classList: classes.map(
        ({ id, programmeId, title, college, collegeId, startsOn, minSize, maxSize, seats: size }) => ({
          programmeId,
          title,
          college: { id: collegeId, name: college },
          startsOn,
          minSize,
          maxSize,
          seats: size,
          members: seats
            .filter(({ planClassId }) => planClassId === id)
            .map(({ demandId, number, organisationId, seats: own, fit }) => ({
              demandId,
              number,
              organisationId,
              seats: own,
              fit,
            })),
        }),
      ),
      unserved: (await this.queries.gaps(run.id)).map(({ demandId, number, seats: people, code, numbers, change }) => ({
        demandId,
        number,
        seats: people,
        code,
        numbers,
        change,
      })),
    };
  }
}

const runHeadOf = (run: PlanRun): object => ({
  id: run.id,
  goal: run.goal,
  attempt: run.attempt,
  state: run.state,
  proof: run.proof,
  asked: numberOf(run.asked),
  seats: numberOf(run.seats),
  exactSeats: numberOf(run.exactSeats),
  classes: numberOf(run.classes),
  bound: numberOf(run.bound),
  inputHash: run.inputHash,
});
