import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { addDays } from '../../kernel/day.js';
import { Colleagues } from '../../matchmaking/colleagues.js';
import { isExpiring } from '../../matchmaking/demand-expiry.js';
import { handoverReport } from '../../matchmaking/demand-bulk.js';
import { DemandHandover } from '../../matchmaking/demand-handover.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { Allow, Me } from '../../platform/http/access.js';
import { message } from '../../platform/i18n/message.js';
import { page, redirect } from '../../platform/views/result.js';
import { NeedExpiry } from '../../domains/financing/needs/need-expiry.js';
import { Needs } from '../../domains/financing/needs/needs.service.js';

type Posted = Record<string, string | string[] | undefined>;

/** What is done with a need from the desk: handing it on, renewing it. */
@Controller('financing/needs')
export class NeedDeskPages {
  constructor(
    private readonly handover: DemandHandover,
    private readonly people: Colleagues,
    private readonly expiry: NeedExpiry,
    private readonly needs: Needs,
    private readonly clock: BusinessClock,
  ) {}

  /** 转给同事: first whom, then it is done row by row and reported. */
  @Post('assignment')
  @Allow('financing.need.assign')
  async assign(@Me() me: Actor, @Body() body: Posted) {
    const ids = await this.handover.demandsOf([body['id'] ?? []].flat());
    if (ids.length === 0) return redirect('/w', 'work.assign.nothing', undefined, 'warn');
    const officerId = typeof body['officerId'] === 'string' ? body['officerId'] : null;
    const colleagues = await this.people.list('financing');
    const to = colleagues.find(({ id }) => id === officerId);
    if (!to) {
      const options = colleagues.map(({ id, name }) => ({ value: id, label: name, checked: false }));
      const error = body['officerId'] === undefined ? {} : { error: message('problem.field.required') };
      const form = { key: 'work.assign', fields: { officerId: { kind: 'choice', options, ...error } }, errors: [] };
      return page('work/assignment', { ids, count: ids.length, form }, 'error' in error ? 422 : 200);
    }
    const rows = await this.handover.handOverAll(me, ids, to.id);
    if (rows.every(({ refused }) => refused === null))
      return redirect('/w', 'work.assign.all', { name: to.name, count: rows.length });
    return handoverReport('/financing/needs', rows, to.name);
  }

  @Get(':id/renewal')
  @Allow('financing.need.edit')
  async showRenewal(@Me() me: Actor, @Param('id') id: string) {
    const { demand } = await this.needs.require(me, id);
    return page('work/renewal', {
      number: demand.number ?? '',
      needHref: `/financing/needs/${id}`,
      open: isExpiring(demand),
      expiresOn: demand.expiresOn,
      renewedOn: addDays(this.clock.today(), await this.expiry.days()),
    });
  }

  @Post(':id/renewal')
  @Allow('financing.need.edit')
  async renew(@Me() me: Actor, @Param('id') id: string) {
    const day = await this.expiry.renew(me, id);
    return redirect(`/financing/needs/${id}`, 'work.renewed', { day });
  }
}
