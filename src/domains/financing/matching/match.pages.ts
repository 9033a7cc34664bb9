import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { KERNEL_VERSION } from '../../../matchmaking/match-runs.js';
import { Allow, Facts, Me, SignedIn, type RequestFacts } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { matchHref, needHref } from './match-links.js';
import { MatchViews } from './match.views.js';
import { FinancingMatching } from './matching.service.js';
import { Needs } from '../needs/needs.service.js';
import { NoneSuitableForm } from '../referrals/referring.forms.js';
import { Referring } from '../referrals/referring.service.js';

/** The match (F4): for the officer who refers, and for the enterprise whose need it is. */
@Controller('financing')
export class MatchPages {
  constructor(
    private readonly forms: Forms,
    private readonly needs: Needs,
    private readonly matching: FinancingMatching,
    private readonly referring: Referring,
    private readonly views: MatchViews,
  ) {}

  @Get('needs/:id/match')
  @Allow('financing.need.match')
  async show(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
  ) {
    return page('financing/match', await this.views.show(me, id, locale, query));
  }

  /** 重新匹配: stores a run of now; nothing else changes. */
  @Post('needs/:id/match')
  @Allow('financing.need.match')
  async rerun(@Me() me: Actor, @Param('id') id: string) {
    await this.needs.require(me, id);
    await this.matching.run(id, 'officer', me);
    return redirect(matchHref(id), 'financing.match.rerun-done');
  }

  @Get('needs/:id/none-suitable')
  @Allow('financing.need.match')
  async none(@Me() me: Actor, @Param('id') id: string) {
    return this.nonePage(me, id, this.forms.blank(NoneSuitableForm));
  }

  @Post('needs/:id/none-suitable')
  @Allow('financing.need.match')
  sayNone(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(NoneSuitableForm, body, {
      submit: async ({ reason, note }) => {
        await this.referring.noneSuitable(me, id, reason, note);
        return redirect(needHref(id), 'financing.none.noted');
      },
      again: (form) => this.nonePage(me, id, form),
    });
  }

  /** 排序说明: the rule, for everybody it orders. */
  @Get('ordering')
  @SignedIn()
  ordering() {
    return page('financing/ordering', { version: KERNEL_VERSION });
  }

  private async nonePage(me: Actor, id: string, form: FormView) {
    const { demand } = await this.needs.require(me, id);
    return page('financing/none-suitable', { form, id, number: demand.number, backHref: matchHref(id) });
  }
}
