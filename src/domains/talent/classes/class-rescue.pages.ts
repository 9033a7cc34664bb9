import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Allow, Me } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { message, type Text } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { CancelForm, ExtendForm, MergeForm, PutOffForm, SmallerForm } from './class.forms.js';
import { ClassQueries } from './class.queries.js';
import { ClassRescue } from './class-rescue.service.js';
import { ClassRescueView } from './class-rescue.views.js';
import { ClassShrinking } from './class-shrinking.service.js';
import { ClassSmaller } from './class-smaller.service.js';
import { classHref } from './class-look.js';
import { OrderClasses } from './order-classes.js';

/** What an officer does with a class that lacks people or has too many: extend, shrink, merge, put off, cancel, cut seats. */
@Controller('talent/classes/:id')
export class ClassRescuePages {
  constructor(
    private readonly forms: Forms,
    private readonly classes: OrderClasses,
    private readonly queries: ClassQueries,
    private readonly rescue: ClassRescue,
    private readonly shrinking: ClassShrinking,
    private readonly smaller: ClassSmaller,
    private readonly rescueView: ClassRescueView,
  ) {}

  @Get('rescue')
  @Allow('talent.class.rescue')
  async options(@Me() me: Actor, @Param('id') id: string) {
    const { row } = await this.classes.require(me, id);
    return row.state === 'short' ? this.rescueView.page(me, id, {}) : redirect(classHref(id));
  }

  @Post('merger')
  @Allow('talent.class.rescue')
  merge(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(MergeForm, body, {
      submit: async ({ into }) => {
        await this.rescue.merge(me, id, into);
        return redirect(classHref(into), 'class.merged');
      },
      again: (form) => this.rescueView.page(me, id, { merge: form }),
    });
  }

  @Post('postponement')
  @Allow('talent.class.rescue')
  putOff(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(PutOffForm, body, {
      submit: async ({ term }) => {
        await this.rescue.putOff(me, id, term);
        return redirect(classHref(id), 'class.put-off');
      },
      again: (form) => this.rescueView.page(me, id, { putOff: form }),
    });
  }

  @Post('extension')
  @Allow('talent.class.rescue')
  extend(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(ExtendForm, body, {
      submit: async ({ startsOn }) => {
        await this.rescue.extend(me, id, startsOn);
        return redirect(classHref(id), 'class.extended');
      },
      again: (form) => this.rescueView.page(me, id, { extend: form }),
    });
  }

  @Post('smaller')
  @Allow('talent.class.rescue')
  askSmaller(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(SmallerForm, body, {
      submit: async ({ size }) => {
        await this.smaller.ask(me, id, size);
        return redirect(classHref(id), 'class.smaller-asked');
      },
      again: (form) => this.rescueView.page(me, id, { smaller: form }),
    });
  }

  @Get('cancelling')
  @Allow('talent.class.rescue')
  cancelling(@Me() me: Actor, @Param('id') id: string) {
    return this.cancelPage(me, id, this.forms.blank(CancelForm));
  }

  @Post('cancelling')
  @Allow('talent.class.rescue')
  cancel(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(CancelForm, body, {
      submit: async ({ reason }) => {
        await this.rescue.cancel(me, id, reason);
        return redirect(classHref(id), 'class.cancelled', undefined, 'info');
      },
      again: (form) => this.cancelPage(me, id, form),
    });
  }

  @Get('seats')
  @Allow('talent.class.rescue')
  shrinkPage(@Me() me: Actor, @Param('id') id: string) {
    return this.seatsPage(me, id, null, []);
  }

  @Post('seats')
  @Allow('talent.class.rescue')
  async shrink(@Me() me: Actor, @Param('id') id: string, @Body() body: Record<string, unknown>) {
    const members = await this.queries.members(id);
    const seats = new Map(members.map(({ referralId }) => [referralId, wholeIn(body[referralId])]));
    try {
      await this.shrinking.shrink(me, id, seats);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'validation') throw error;
      const errors = (error.fields ?? []).map(({ code, params }) => message(`problem.field.${code}`, params));
      return this.seatsPage(me, id, body, errors);
    }
    return redirect(classHref(id), 'class.shrunk');
  }

  private async cancelPage(me: Actor, id: string, form: FormView) {
    const { offer } = await this.classes.require(me, id);
    const members = await this.queries.members(id);
    return page('talent/class-cancelling', {
      id,
      subtitle: `${offer.title} · ${offer.number}`,
      firms: members.length,
      seats: offer.taken,
      form,
      backHref: classHref(id),
    });
  }

  private async seatsPage(me: Actor, id: string, typed: Record<string, unknown> | null, errors: readonly Text[]) {
    const { offer } = await this.classes.require(me, id);
    const answer = await this.classes.lastAnswer(id);
    const members = await this.queries.members(id);
    if (answer?.kind !== 'resize' || answer.maxSize === null || offer.taken <= answer.maxSize)
      return redirect(classHref(id));
    const fair = fairShares(
      members.map(({ seats }) => seats),
      answer.maxSize,
    );
    return page(
      'talent/class-seats',
      {
        id,
        subtitle: `${offer.title} · ${offer.number}`,
        size: answer.maxSize,
        seats: offer.taken,
        errors,
        members: members.map((one, i) => ({ ...one, value: typed ? typed[one.referralId] : fair[i] })),
        backHref: classHref(id),
      },
      errors.length > 0 ? 422 : 200,
    );
  }
}

const wholeIn = (value: unknown): number =>
  typeof value === 'string' && /^\d{1,3}$/.test(value.trim()) ? Number(value) : -1;

/** Each firm's share of the smaller class by the largest remainder, so that the proposal favours nobody. */
export function fairShares(seats: readonly number[], size: number): number[] {
  const total = seats.reduce((sum, n) => sum + n, 0);
  if (total <= size) return [...seats];
  const exact = seats.map((n) => (n * size) / total);
  const shares = exact.map(Math.floor);
  const order = exact.map((n, i) => ({ i, rest: n - Math.floor(n) })).toSorted((a, b) => b.rest - a.rest || a.i - b.i);
  let left = size - shares.reduce((sum, n) => sum + n, 0);
  for (const { i } of order) {
    if (left === 0) break;
    shares[i] = (shares[i] ?? 0) + 1;
    left--;
  }
  return shares;
}
