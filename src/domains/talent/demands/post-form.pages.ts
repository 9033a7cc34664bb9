import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { bindReadable } from '../../../platform/http/bind.js';
import { Forms } from '../../../platform/http/forms.js';
import { QueryText } from '../../../platform/http/query-text.js';
import { redirect } from '../../../platform/views/result.js';
import { Demands } from './demands.service.js';
import { PostAnswers } from './post-answers.js';
import { formOf, formPages, isPostPage, PostFormViews, type PostPage } from './post-form.views.js';
import { UnlawfulConditions } from './unlawful-conditions.service.js';

type Body_ = Record<string, unknown>;

/** The pages of the form (T1): for a draft one after the other, for a filed demand one at a time. */
@Controller('talent/demands/:id')
export class PostFormPages {
  constructor(
    private readonly demands: Demands,
    private readonly answers: PostAnswers,
    private readonly views: PostFormViews,
    private readonly unlawful: UnlawfulConditions,
    private readonly forms: Forms,
    private readonly clock: BusinessClock,
  ) {}

  @Get('post')
  @Allow('talent.demand.edit')
  post(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @QueryText('back') back?: string) {
    return this.views.show(me, locale, id, 'post', back);
  }

  @Get('people')
  @Allow('talent.demand.edit')
  people(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Param('id') id: string,
    @QueryText('back') back?: string,
  ) {
    return this.views.show(me, locale, id, 'people', back);
  }

  @Get('terms')
  @Allow('talent.demand.edit')
  terms(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @QueryText('back') back?: string) {
    return this.views.show(me, locale, id, 'terms', back);
  }

  @Get('call')
  @Allow('talent.demand.edit')
  call(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @QueryText('back') back?: string) {
    return this.views.show(me, locale, id, 'call', back);
  }

  @Post('post')
  @Allow('talent.demand.edit')
  savePost(
    @Me() me: Actor,
    @Facts() facts: RequestFacts,
    @Param('id') id: string,
    @Body() body: Body_,
    @QueryText('back') back?: string,
  ) {
    return this.save(me, facts, id, 'post', body, back);
  }

  @Post('people')
  @Allow('talent.demand.edit')
  savePeople(
    @Me() me: Actor,
    @Facts() facts: RequestFacts,
    @Param('id') id: string,
    @Body() body: Body_,
    @QueryText('back') back?: string,
  ) {
    return this.save(me, facts, id, 'people', body, back);
  }

  @Post('terms')
  @Allow('talent.demand.edit')
  saveTerms(
    @Me() me: Actor,
    @Facts() facts: RequestFacts,
    @Param('id') id: string,
    @Body() body: Body_,
    @QueryText('back') back?: string,
  ) {
    return this.save(me, facts, id, 'terms', body, back);
  }

  @Post('call')
  @Allow('talent.demand.edit')
  saveCall(
    @Me() me: Actor,
    @Facts() facts: RequestFacts,
    @Param('id') id: string,
    @Body() body: Body_,
    @QueryText('back') back?: string,
  ) {
    return this.save(me, facts, id, 'call', body, back);
  }

  /** Every 20 s while somebody types: what can be read is kept, nothing is refused, nothing kept before is lost. */
  @Post('autosave')
  @Allow('talent.demand.edit')
  @HttpCode(200)
  async autosave(@Me() me: Actor, @Param('id') id: string, @QueryText('page') name: string, @Body() body: Body_) {
    if (!isPostPage(name)) throw new Problem('not-found');
    const { demand } = await this.demands.require(me, id);
    if (!['draft', 'returned'].includes(demand.state)) throw new Problem('state-changed', { state: demand.state });
    try {
      const change = await this.answers.change({ ...bindReadable<object>(formOf[name], body) });
      await this.demands.save(me, id, change);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'validation') throw error; // half a name is being typed
    }
    return { savedAt: this.clock.now().toISOString() };
  }

  private save(me: Actor, { locale }: RequestFacts, id: string, name: PostPage, body: Body_, back?: string) {
    return this.forms.handle<object>(formOf[name], body, {
      submit: async (input) => {
        const { demand, post } = await this.demands.require(me, id);
        const change = await this.answers.change(Object.fromEntries(Object.entries(input)));
        const open = ['draft', 'returned'].includes(demand.state);
        if (!open) await this.unlawful.refuse(id, { ...post, ...change }, locale);
        await this.demands.save(me, id, change);
        const base = `/talent/demands/${id}`;
        if (!open) return redirect(base, 'talent.demand.saved');
        const next = formPages[formPages.indexOf(name) + 1] ?? 'check';
        return redirect(`${base}/${back === 'check' ? 'check' : next}`);
      },
      again: (form) => this.views.show(me, locale, id, name, back, form),
    });
  }
}
