import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { Actor } from '../../../kernel/actor.js';
import { Allow, Me } from '../../../platform/http/access.js';
import { idsIn } from '../../../platform/http/api-body.js';
import { Answers, Api, show, TakesIdempotencyKey } from '../../../platform/http/api-schema.js';
import { bindOrThrow } from '../../../platform/http/bind.js';
import { field, form } from '../../../platform/http/fields.js';
import {
  assignmentPolicies,
  assignmentStates,
  type AssignmentPolicy,
  type AssignmentRow,
  type AssignmentRun,
} from './assignment.entity.js';
import { AssignmentQueries } from './assignment.queries.js';
import { Assignments } from './assignments.service.js';
import { MOST_NEEDS } from './manager-boards.js';

@form('api.assignment')
export class PolicyBody {
  @field.choice(assignmentPolicies) policy!: AssignmentPolicy;
}

const item = {
  id: show.id,
  state: show.code(assignmentStates),
  policy: show.maybe(show.code(assignmentPolicies)),
  needs: show.count,
  managers: show.count,
  requestedAt: show.instant,
  confirmedAt: show.maybe(show.instant),
};

const proposal = show.object({
  figures: {
    ...show.anything,
    description: 'served, unserved, firstChoice, displaced, fit, leastUsePpm, mostUsePpm, loads, faults (0 = proved)',
  },
  rows: show.list(
    show.object({
      demandId: show.id,
      managerId: show.maybe(show.id),
      offerId: show.maybe(show.id),
      fit: show.maybe(show.count),
      reason: { ...show.anything, nullable: true, description: 'because, wanted, by, holders' },
      referralId: show.maybe(show.id),
    }),
  ),
});

const runRecord = show.object({
  ...item,
  inputHash: { ...show.text, description: 'equal hash, equal answer' },
  priority: proposal,
  welfare: proposal,
});

/** Needs and client managers for programs: propose, read both policies, confirm one. */
@Api('financing assignments')
@Controller('api/v1/financing/assignments')
@Allow('financing.need.refer')
export class AssignmentApi {
  constructor(
    private readonly assignments: Assignments,
    private readonly queries: AssignmentQueries,
  ) {}

  /** The newest fifty. */
  @Get()
  @Answers(200, show.object({ items: show.list(show.object(item)) }))
  async list() {
    return { items: (await this.queries.runs()).map(itemOf) };
  }

  /** Computes both policies; with nothing changed since the last proposal, answers that. */
  @Post()
  @TakesIdempotencyKey()
  @Answers(201, runRecord)
  async propose(@Me() me: Actor) {
    return this.record(await this.assignments.propose(me));
  }

  @Get(':id')
  @Answers(200, runRecord)
  async show(@Param('id') id: string) {
    return this.record(await this.assignments.require(id));
  }

  /** Refers these needs as the policy proposes, all or none, each to its client manager. Once. */
  @Post(':id/confirmation')
  @TakesIdempotencyKey()
  @ApiBody({ schema: { ...show.object({ policy: show.code(assignmentPolicies), needs: show.list(show.id) }) } })
  @Answers(201, runRecord)
  async confirm(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    await this.assignments.require(id);
    const { policy } = await bindOrThrow(PolicyBody, { policy: (body as { policy?: unknown } | null)?.policy });
    await this.assignments.confirm(me, id, policy, idsIn(body, 'needs', MOST_NEEDS));
    return this.record(await this.assignments.require(id));
  }

  private async record(run: AssignmentRun) {
    const [priority, welfare] = [await this.proposal(run, 'priority'), await this.proposal(run, 'welfare')];
    return { ...itemOf(run), inputHash: run.inputHash, priority, welfare };
  }

  private async proposal({ id, figures }: AssignmentRun, policy: AssignmentPolicy) {
    return { figures: figures[policy], rows: (await this.assignments.rows(id, policy)).map(rowOf) };
  }
}

const itemOf = (run: AssignmentItem) => ({
  id: run.id,
  state: run.state,
  policy: run.policy,
  needs: run.needs,
  managers: run.managers,
  requestedAt: run.requestedAt.toISOString(),
  confirmedAt: run.confirmedAt?.toISOString() ?? null,
});

type AssignmentItem = Pick<
  AssignmentRun,
  'id' | 'state' | 'policy' | 'needs' | 'managers' | 'requestedAt' | 'confirmedAt'
>;

const rowOf = ({ demandId, managerId, offerId, fit, reason, referralId }: AssignmentRow) => ({
  demandId,
  managerId,
  offerId,
  fit,
  reason,
  referralId,
});
