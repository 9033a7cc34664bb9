import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { may, type Actor } from '../../../kernel/actor.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { PoolAnswerForm } from './pool.forms.js';
import { PoolInterests } from './pool-interests.service.js';
import { poolHref, PoolViews } from './pool.views.js';

/** 人才需求汇集: what firms ask for, major by major, and what colleges say to it. */
@Controller('talent/pool')
export class PoolPages {
  constructor(
    private readonly forms: Forms,
    private readonly views: PoolViews,
    private readonly interests: PoolInterests,
  ) {}

  @Get()
  @Allow('talent.pool.read')
  async list(@Me() me: Actor, @Facts() { locale }: RequestFacts) {
    return page('talent/pool', await this.views.list(me, locale));
  }

  @Get(':major')
  @Allow('talent.pool.read')
  show(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('major') major: string) {
    return this.major(me, locale, major);
  }

  @Post(':major')
  @Allow('talent.pool.answer')
  answer(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('major') major: string, @Body() body: unknown) {
    return this.forms.handle(PoolAnswerForm, body, {
      submit: async ({ kind, codes, seats, note }) => {
        await this.interests.answer(me, major, { kind, codes, seats, note });
        return redirect(poolHref(major), `pool.said.${kind}`);
      },
      again: (form) => this.major(me, locale, major, form),
    });
  }

  private async major(me: Actor, locale: RequestFacts['locale'], major: string, again?: FormView) {
    const data = (await this.views.major(me, major, locale)) as { own: object | null };
    const answers = may(me, 'talent.pool.answer');
    const form = again ?? (answers ? this.forms.blank(PoolAnswerForm, data.own ?? {}) : null);
    return page('talent/pool-major', { ...data, ...(form && { form }) });
  }
}
