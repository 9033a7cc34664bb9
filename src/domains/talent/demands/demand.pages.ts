import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Organisations } from '../../../directory/organisations.js';
import type { Actor } from '../../../kernel/actor.js';
import { Audit } from '../../../platform/audit/audit.service.js';
import { withdrawable } from '../../../matchmaking/demand-withdrawal.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { QueryText } from '../../../platform/http/query-text.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { DemandViews } from './demand.views.js';
import { Demands } from './demands.service.js';
import { DemandWithdrawing } from './demand-withdrawing.service.js';
import { DemandWithdrawalForm } from './post.forms.js';
import { TalentExpiry } from './talent-expiry.service.js';

/** One demand: its page, its withdrawal and renewal. */
@Controller('talent/demands/:id')
export class DemandPages {
  constructor(
    private readonly demands: Demands,
    private readonly views: DemandViews,
    private readonly withdrawing: DemandWithdrawing,
    private readonly expiry: TalentExpiry,
    private readonly organisations: Organisations,
    private readonly audit: Audit,
    private readonly forms: Forms,
  ) {}

  @Get()
  @Allow('talent.demand.read')
  async show(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Param('id') id: string,
    @QueryText('record') record?: string,
  ) {
    const { demand } = await this.demands.require(me, id);
    if (demand.state === 'draft') return redirect(`/talent/demands/${id}/check`);
    return this.views.page(me, id, locale, {}, record);
  }

  /** Shows the number to whoever has to call; that it was looked at is on record. */
  @Post('contact-look')
  @Allow('talent.demand.note')
  async contact(@Me() me: Actor, @Param('id') id: string) {
    const { demand, post } = await this.demands.require(me, id);
    await this.audit.look(me, { type: 'demand', id, fields: ['contactName', 'contactMobile'] });
    const { contactName, contactTitle, contactMobile, callHours } = post;
    return page('talent/demand-contact', {
      id,
      organisation: await this.organisations.nameOf(demand.organisationId),
      contactName,
      contactTitle,
      contactMobile,
      callHours,
    });
  }

  @Get('withdrawal')
  @Allow('talent.demand.withdraw')
  withdrawal(@Me() me: Actor, @Param('id') id: string) {
    return this.withdrawalPage(me, id, this.forms.blank(DemandWithdrawalForm));
  }

  @Post('withdrawal')
  @Allow('talent.demand.withdraw')
  withdraw(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(DemandWithdrawalForm, body, {
      submit: async ({ reason, note }) => {
        await this.withdrawing.withdraw(me, id, reason, note);
        return redirect(`/talent/demands/${id}`, 'need.withdrawn');
      },
      again: (form) => this.withdrawalPage(me, id, form),
    });
  }

  /** 续期: the demand anew, linked to this one. */
  @Post('renewal')
  @Allow('talent.demand.file')
  async renew(@Me() me: Actor, @Param('id') id: string) {
    const next = await this.expiry.renew(me, id);
    return redirect(`/talent/demands/${next.id}`, 'talent.demand.renewed');
  }

  private async withdrawalPage(me: Actor, id: string, form: FormView) {
    const { demand } = await this.demands.require(me, id);
    withdrawable(demand);
    return page('talent/demand-withdrawal', {
      id,
      form,
      number: demand.number,
      seats: demand.reserved,
      organisation: await this.organisations.nameOf(demand.organisationId),
    });
  }
}
