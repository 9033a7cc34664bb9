import { Body, Controller, Get, Param, Post, Query, type OnModuleInit } from '@nestjs/common';
import { may, type Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Reminding } from '../../../matchmaking/reminding.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { form } from '../../../platform/http/fields.js';
import { Forms } from '../../../platform/http/forms.js';
import { message } from '../../../platform/i18n/message.js';
import { Words } from '../../../platform/i18n/words.js';
import { ViewLists } from '../../../platform/saved-views/view-lists.js';
import { ViewTabs } from '../../../platform/saved-views/view-tabs.js';
import { page, redirect } from '../../../platform/views/result.js';
import { Answering } from './answering.service.js';
import { DealViews } from '../deals/deal.views.js';
import { ReferralHistory } from './referral-history.js';
import { ReferralFilterForm } from './referral-filter.forms.js';
import { listPage, PATH, readQuery, REFERRAL_LIST, type ListQuery } from './referral-list-page.js';
import { ReferralList, referralTabs } from './referral-list.queries.js';
import { referralPage } from './referral-page.js';
import { ReferralViews } from './referral.views.js';
import { StageMoves, workStages } from './stage-moves.service.js';

@form('referral.acceptance')
export class AcceptanceForm {}

/** Nothing is typed: the button that is pressed names the stage. */
@form('referral.stage')
export class StageForm {}

/** The institution's work list, and one referral as each of the three sides sees it. */
@Controller('financing/referrals')
export class ReferralPages implements OnModuleInit {
  constructor(
    private readonly forms: Forms,
    private readonly list: ReferralList,
    private readonly views: ReferralViews,
    private readonly deals: DealViews,
    private readonly history: ReferralHistory,
    private readonly answering: Answering,
    private readonly stages: StageMoves,
    private readonly reminding: Reminding,
    private readonly words: Words,
    private readonly viewLists: ViewLists,
    private readonly viewTabs: ViewTabs,
  ) {}

  onModuleInit(): void {
    const permission = 'financing.referral.read';
    this.viewLists.define({ name: REFERRAL_LIST, path: PATH, permission, form: ReferralFilterForm });
  }

  @Get()
  @Allow('financing.referral.read')
  async all(@Me() me: Actor, @Query() query: Record<string, unknown>) {
    const start = await this.viewTabs.start(me, REFERRAL_LIST, query);
    return start ? redirect(start) : page('financing/referrals', await this.listed(me, readQuery(query)));
  }

  /** 催办: one page that says of each what became of it. */
  @Post('reminders')
  @Allow('financing.referral.remind')
  async remind(@Me() me: Actor, @Body() body: Record<string, unknown>) {
    const ids = [body['id'] ?? []].flat().map(String);
    if (ids.length === 0) return redirect('/financing/referrals', 'referral.reminders.none', {}, 'warn');
    const results = await this.reminding.remind(me, ids);
    // Of what the officer may not know the report says no name.
    const names = await this.list.named(results.filter(({ result }) => result !== 'not-found').map(({ id }) => id));
    return page('financing/referral-reminders', {
      results: results.map(({ id, result }) => ({
        ...names.get(id),
        text: message(`referral.reminders.${result}`),
        tone: result === 'reminded' ? 'ok' : 'mute',
      })),
      count: results.filter(({ result }) => result === 'reminded').length,
    });
  }

  @Get(':id')
  @Allow('financing.referral.read', 'financing.need.read')
  async show(@Me() me: Actor, @Facts() facts: RequestFacts, @Param('id') id: string) {
    return page('financing/referral', await this.data(me, facts, id));
  }

  @Post(':id/acceptance')
  @Allow('financing.referral.answer')
  accept(@Me() me: Actor, @Facts() facts: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(AcceptanceForm, body, {
      submit: async () => {
        await this.answering.accept(me, id);
        return redirect(`/financing/referrals/${id}`, 'referral.accepted');
      },
      again: async (form) => page('financing/referral', { ...(await this.data(me, facts, id)), form }),
    });
  }

  /** 尽调中, 审批中: said by one click. */
  @Post(':id/stage')
  @Allow('financing.referral.answer')
  stage(
    @Me() me: Actor,
    @Facts() facts: RequestFacts,
    @Param('id') id: string,
    @Body() { stage: pressed, ...body }: Record<string, unknown>,
  ) {
    const stage = workStages.find((one) => one === pressed);
    if (!stage) throw new Problem('unreadable-body');
    return this.forms.handle(StageForm, body, {
      submit: async () => {
        await this.stages.move(me, id, stage);
        return redirect(`/financing/referrals/${id}`, 'referral.staged');
      },
      again: async (form) => page('financing/referral', { ...(await this.data(me, facts, id)), form }),
    });
  }

  /** Shown as the answer to a POST, so that no link or reload reveals it again unrecorded. */
  @Post(':id/contact-reveal')
  @Allow('financing.referral.answer')
  async reveal(@Me() me: Actor, @Facts() facts: RequestFacts, @Param('id') id: string) {
    const mobile = await this.views.revealMobile(me, id);
    return page('financing/referral', await this.data(me, facts, id, mobile));
  }

  private async data(me: Actor, { locale }: RequestFacts, id: string, mobile?: string): Promise<object> {
    const view = await this.views.opened(me, id, locale);
    const [deal, history] = [await this.deals.of(id), await this.history.of(view, locale)];
    return referralPage(view, { actor: me, deal, history, words: this.words, locale, ...(mobile && { mobile }) });
  }

  private async listed(me: Actor, query: ListQuery): Promise<object> {
    const counts = await this.list.counts(me, query);
    const tab = query.tab ?? referralTabs.find((one) => one !== 'consent' && counts[one] > 0) ?? 'waiting';
    const rows = await this.list.page(me, { ...query, tab }, query.size, query.page);
    const centre = me.organisationKind === 'centre';
    return listPage({
      query,
      tab,
      counts,
      rows,
      centre,
      institutions: centre ? await this.list.institutions(me) : [],
      mayRemind: may(me, 'financing.referral.remind'),
      bar: await this.viewTabs.of(me, REFERRAL_LIST, query.address),
    });
  }
}
