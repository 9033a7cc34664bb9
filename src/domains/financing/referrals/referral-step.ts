import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { ReferralTurn } from '../../../matchmaking/referral-turn.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, type PageResult } from '../../../platform/views/result.js';
import { ReferralViews } from './referral.views.js';

export const referralHref = (id: string): string => `/financing/referrals/${id}`;

/** One thing done to a referral is one page with one form; heading, lead and button are `<words>.heading`, … */
@Injectable()
export class ReferralStep {
  constructor(
    private readonly turn: ReferralTurn,
    private readonly views: ReferralViews,
  ) {}

  async page(
    me: Actor,
    locale: Locale,
    id: string,
    words: string,
    form: FormView,
    more: object = {},
  ): Promise<PageResult> {
    await this.turn.require(me, id); // what was taken back has a page that says so, but no next step
    const { known, side, institution } = await this.views.of(me, id, locale);
    const onBehalf = form.fields['onBehalf'];
    if (onBehalf) onBehalf.optional = false;
    const party = side === 'enterprise' ? institution : known.enterprise;
    return page('financing/referral-step', {
      title: message(`${words}.heading`),
      subtitle: [party, known.number].filter(Boolean).join(' · '),
      lead: message(`${words}.lead`),
      submit: message(`${words}.submit`),
      look: 'pri',
      backHref: referralHref(id),
      // How the centre knows what it records for somebody else is asked of nobody else.
      fields: Object.keys(form.fields).filter((field) => field !== 'onBehalf' || side === 'centre'),
      form,
      ...more,
    });
  }
}
