import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { may, type Actor } from '../../../kernel/actor.js';
import { ReferralTurn } from '../../../matchmaking/referral-turn.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { field, form } from '../../../platform/http/fields.js';
import { Forms } from '../../../platform/http/forms.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { redirect, type PageResult } from '../../../platform/views/result.js';
import { DealRelease, releasable, releaseReasons } from './deal-release.service.js';
import { ReferralStep } from '../referrals/referral-step.js';

@form('deal.release')
export class ReleaseForm {
  @field.choice(releaseReasons, { words: 'deal.release.reason' }) reason!: (typeof releaseReasons)[number];
}

/** 合作取消: asked on a page of its own, since the need goes back to the list. */
@Controller('financing/referrals/:id/release')
export class DealReleasePages {
  constructor(
    private readonly forms: Forms,
    private readonly release: DealRelease,
    private readonly turn: ReferralTurn,
    private readonly step: ReferralStep,
  ) {}

  @Get()
  @Allow('financing.payout.report', 'financing.quote.choose')
  ask(@Me() me: Actor, @Facts() facts: RequestFacts, @Param('id') id: string) {
    return this.page(me, facts, id, this.forms.blank(ReleaseForm));
  }

  @Post()
  @Allow('financing.payout.report', 'financing.quote.choose')
  submit(@Me() me: Actor, @Facts() facts: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(ReleaseForm, body, {
      submit: async ({ reason }) => {
        await this.release.release(me, id, reason);
        return redirect(may(me, 'financing.need.read') ? '/financing/needs' : '/financing/referrals', 'deal.released');
      },
      again: (form) => this.page(me, facts, id, form),
    });
  }

  private async page(me: Actor, { locale }: RequestFacts, id: string, form: FormView): Promise<PageResult> {
    const { referral } = await this.turn.require(me, id);
    releasable(referral);
    return this.step.page(me, locale, id, 'deal.release', form, { look: 'danger' });
  }
}
