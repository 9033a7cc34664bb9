import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { may, type Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Allow, Me } from '../../../platform/http/access.js';
import { form } from '../../../platform/http/fields.js';
import { Forms } from '../../../platform/http/forms.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect, type PageResult } from '../../../platform/views/result.js';
import { Choosing } from './choosing.service.js';
import { QuoteViews, type QuoteOffer } from './quote.views.js';

@form('deal.choice')
export class ChoiceForm {}

/** Offers side by side, and the one choice the enterprise has. */
@Controller('financing/needs/:id/quotes')
export class QuotePages {
  constructor(
    private readonly forms: Forms,
    private readonly quotes: QuoteViews,
    private readonly choosing: Choosing,
  ) {}

  @Get()
  @Allow('financing.need.read')
  async compare(@Me() me: Actor, @Param('id') id: string) {
    const { demand, need, offers, common } = await this.quotes.compare(me, id);
    const mayChoose = may(me, 'financing.quote.choose') && demand.organisationId === me.organisationId;
    const choosable = mayChoose && need.chosenQuoteId === null;
    return page('financing/quotes', {
      number: demand.number,
      needHref: `/financing/needs/${id}`,
      common,
      chosen: need.chosenQuoteId !== null,
      mayChoose: choosable,
      offers: offers.map((offer) => ({
        ...offer,
        over: offer.open ? null : offer.quote.state === 'open' ? 'expired' : offer.quote.state,
        tone: offer.quote.state === 'chosen' ? 'ok' : 'mute',
        referralHref: `/financing/referrals/${offer.quote.referralId}`,
        choiceHref: choosable && offer.open ? `/financing/needs/${id}/quotes/${offer.quote.id}/choice` : null,
      })),
    });
  }

  @Get(':quoteId/choice')
  @Allow('financing.quote.choose')
  ask(@Me() me: Actor, @Param('id') id: string, @Param('quoteId') quoteId: string) {
    return this.choice(me, id, quoteId, this.forms.blank(ChoiceForm));
  }

  @Post(':quoteId/choice')
  @Allow('financing.quote.choose')
  choose(@Me() me: Actor, @Param('id') id: string, @Param('quoteId') quoteId: string, @Body() body: unknown) {
    return this.forms.handle(ChoiceForm, body, {
      submit: async () => {
        await this.choosing.choose(me, id, quoteId);
        return redirect(`/financing/needs/${id}/quotes`, 'deal.chosen');
      },
      again: (form) => this.choice(me, id, quoteId, form),
    });
  }

  /** Names who gets the loan, and who will be told that they do not. */
  private async choice(me: Actor, id: string, quoteId: string, form: FormView): Promise<PageResult> {
    const { demand, offers } = await this.quotes.compare(me, id);
    const offer = offers.find(({ quote }) => quote.id === quoteId);
    if (!offer) throw new Problem('not-found');
    return page('financing/quote-choice', {
      form,
      number: demand.number,
      ...offer,
      open: offer.open && canBeChosen(offers),
      others: await this.quotes.othersThan(offer.quote.referralId, id),
      action: `/financing/needs/${id}/quotes/${quoteId}/choice`,
      backHref: `/financing/needs/${id}/quotes`,
    });
  }
}

const canBeChosen = (offers: readonly QuoteOffer[]): boolean => offers.every(({ quote }) => quote.state !== 'chosen');
