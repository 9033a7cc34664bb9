import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { statusOf } from '../../../kernel/problems.js';
import { Allow, Me } from '../../../platform/http/access.js';
import { pickedIds } from '../../../platform/http/picked-ids.js';
import { QueryText } from '../../../platform/http/query-text.js';
import { message } from '../../../platform/i18n/message.js';
import { page, redirect } from '../../../platform/views/result.js';
import { assignmentPolicies, type AssignmentPolicy } from './assignment.entity.js';
import { assignmentHref, AssignmentViews } from './assignment.views.js';
import { Assignments } from './assignments.service.js';

/** 分派客户经理: both policies side by side, one picked, its rows referred. */
@Controller('financing/assignments')
@Allow('financing.need.refer')
export class AssignmentPages {
  constructor(
    private readonly assignments: Assignments,
    private readonly views: AssignmentViews,
  ) {}

  @Get()
  async list() {
    return page('financing/assignments', await this.views.list());
  }

  @Post()
  async propose(@Me() me: Actor) {
    const run = await this.assignments.propose(me);
    return redirect(assignmentHref(run.id), 'assignment.proposed');
  }

  @Get(':id')
  async show(@Param('id') id: string, @QueryText('policy') policy?: string) {
    return page(
      'financing/assignment',
      await this.views.show(await this.assignments.require(id), policyOf(policy), null),
    );
  }

  @Post(':id/confirmation')
  async confirm(@Me() me: Actor, @Param('id') id: string, @Body() body: Record<string, unknown>) {
    const run = await this.assignments.require(id);
    const policy = policyOf(body['policy']);
    if (!policy) throw new Problem('unreadable-body');
    const needs = pickedIds(body['need']);
    if (needs.length === 0)
      return redirect(`${assignmentHref(id)}?policy=${policy}`, 'assignment.none-picked', {}, 'warn');
    try {
      const made = await this.assignments.confirm(me, id, policy, needs);
      return redirect(assignmentHref(id), 'assignment.confirmed', { count: made.length });
    } catch (error) {
      if (!(error instanceof Problem) || statusOf(error.code) !== 409) throw error;
      const refused = message(`problem.${error.code}`, { ...error.params });
      const again = error.code === 'state-changed' ? await this.assignments.require(id) : run;
      return page('financing/assignment', { ...(await this.views.show(again, policy, needs)), refused }, 409);
    }
  }
}

const policyOf = (value: unknown): AssignmentPolicy | undefined =>
  assignmentPolicies.find((policy) => policy === value);
