import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Allow, Me } from '../../../platform/http/access.js';
import { bindReadable } from '../../../platform/http/bind.js';
import { Forms } from '../../../platform/http/forms.js';
import { pickedIds } from '../../../platform/http/picked-ids.js';
import { QueryText } from '../../../platform/http/query-text.js';
import { redirect } from '../../../platform/views/result.js';
import { Filing } from './filing.service.js';
import { changeFrom } from './need-answers.js';
import type { NeedPage } from './need-facts.js';
import { askAgain, formOf, isNeedPage, leastWithin, NeedFormViews } from './need-form.views.js';
import { Needs } from './needs.service.js';

type Body = Record<string, unknown>;

/** The pages of the form (F1): for a draft one after the other, for a filed need one at a time. */
@Controller('financing/needs/:id')
export class NeedFormPages {
  constructor(
    private readonly needs: Needs,
    private readonly filing: Filing,
    private readonly views: NeedFormViews,
    private readonly forms: Forms,
    private readonly clock: BusinessClock,
  ) {}

  @Get('use')
  @Allow('financing.need.edit')
  use(@Me() me: Actor, @Param('id') id: string, @QueryText('back') back?: string) {
    return this.views.show(me, id, 'use', back);
  }

  @Get('money')
  @Allow('financing.need.edit')
  money(@Me() me: Actor, @Param('id') id: string, @Query() query: Record<string, string | string[]>) {
    const back = typeof query['back'] === 'string' ? query['back'] : undefined;
    return this.views.show(me, id, 'money', back, undefined, query);
  }

  @Get('contact')
  @Allow('financing.need.edit')
  contact(@Me() me: Actor, @Param('id') id: string, @QueryText('back') back?: string) {
    return this.views.show(me, id, 'contact', back);
  }

  @Get('details')
  @Allow('financing.need.edit')
  details(@Me() me: Actor, @Param('id') id: string, @QueryText('back') back?: string) {
    return this.views.show(me, id, 'details', back);
  }

  @Post('use')
  @Allow('financing.need.edit')
  saveUse(@Me() me: Actor, @Param('id') id: string, @Body() body: Body, @QueryText('back') back?: string) {
    return this.save(me, id, 'use', body, back);
  }

  /** `_action` carries the one-tap answers to "is it 500 万元?": the other amount, or that the typed one is right. */
  @Post('money')
  @Allow('financing.need.edit')
  saveMoney(@Me() me: Actor, @Param('id') id: string, @Body() body: Body, @QueryText('back') back?: string) {
    const action = body['_action'];
    const [answer, amount] = typeof action === 'string' ? action.split(':') : [];
    return this.save(me, id, 'money', answer === 'amount' ? { ...body, amount } : body, back, answer === 'sure');
  }

  @Post('contact')
  @Allow('financing.need.edit')
  async saveContact(@Me() me: Actor, @Param('id') id: string, @Body() body: Body, @QueryText('back') back?: string) {
    const { receivers, avoided, ...rest } = body;
    await this.avoid(me, id, avoided);
    await this.tick(me, id, receivers);
    return this.save(me, id, 'contact', rest, back);
  }

  @Post('details')
  @Allow('financing.need.edit')
  saveDetails(@Me() me: Actor, @Param('id') id: string, @Body() body: Body, @QueryText('back') back?: string) {
    return this.save(me, id, 'details', body, back);
  }

  /** Every 20 s while somebody types: what can be read is kept, nothing is refused, nothing kept before is lost. */
  @Post('autosave')
  @Allow('financing.need.edit')
  @HttpCode(200)
  async autosave(@Me() me: Actor, @Param('id') id: string, @QueryText('page') name: string, @Body() body: Body) {
    if (!isNeedPage(name)) throw new Problem('not-found');
    const { demand } = await this.needs.require(me, id);
    if (!['draft', 'returned'].includes(demand.state)) throw new Problem('state-changed', { state: demand.state });
    await this.needs.save(me, id, changeFrom({ ...bindReadable<object>(formOf[name], body) }));
    if (name === 'contact') {
      await this.avoid(me, id, body['avoided']);
      await this.tick(me, id, body['receivers']);
    }
    return { savedAt: this.clock.now().toISOString() };
  }

  private save(me: Actor, id: string, name: NeedPage, body: Body, back?: string, sure = false) {
    return this.forms.handle<object>(formOf[name], body, {
      submit: async (input) => {
        const answers = answersTo(name, input, body);
        if (name === 'money') {
          askAgain(Number(answers['amount']), sure);
          leastWithin(answers);
        }
        await this.needs.save(me, id, changeFrom(answers));
        return this.next(me, id, name, back);
      },
      again: (form) => this.views.show(me, id, name, back, form),
    });
  }

  private async next(me: Actor, id: string, name: NeedPage, back: string | undefined) {
    const { demand } = await this.needs.require(me, id);
    if (!['draft', 'returned'].includes(demand.state)) return redirect(`/financing/needs/${id}`, 'need.saved');
    const after = { use: 'money', money: 'contact', contact: 'check', details: 'check' } as const;
    return redirect(`/financing/needs/${id}/${back === 'check' ? 'check' : after[name]}`);
  }

  /** The page always sends the field, so that nothing ticked means that nobody is avoided. */
  private async avoid(me: Actor, id: string, avoided: unknown): Promise<void> {
    if (avoided !== undefined) await this.filing.avoid(me, id, pickedIds(avoided));
  }

  /** Ticks count on the enterprise's own unfiled need only; afterwards consents have pages of their own. */
  private async tick(me: Actor, id: string, receivers: unknown): Promise<void> {
    const { demand } = await this.needs.require(me, id);
    if (demand.organisationId !== me.organisationId || !['draft', 'returned'].includes(demand.state)) return;
    const ids = (Array.isArray(receivers) ? receivers : [receivers]).filter((one) => typeof one === 'string');
    await this.filing.tick(me, id, ids);
  }
}

/** The optional page asks a part of its questions: what it did not ask stays as it is. */
function answersTo(name: NeedPage, input: object, body: Body): Record<string, unknown> {
  const all = Object.entries(input);
  return Object.fromEntries(name === 'details' ? all.filter(([key]) => Object.hasOwn(body, key)) : all);
}
