import { Body, Controller, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { addDays } from '../../../kernel/day.js';
import { Problem } from '../../../kernel/problem.js';
import { CaseNotes } from '../../../matchmaking/case-notes.js';
import { Colleagues } from '../../../matchmaking/colleagues.js';
import { DemandHandover } from '../../../matchmaking/demand-handover.js';
import { mentionedIn } from '../../../matchmaking/mentions.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Allow, Me } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { Words } from '../../../platform/i18n/words.js';
import { redirect } from '../../../platform/views/result.js';
import { CallForm, HandOverForm, MessageForm, NoteForm } from './case-note.forms.js';
import { NeedViews } from './need.views.js';
import { Needs } from './needs.service.js';

/** What an officer writes down on a need: notes, messages, calls, and whose it is now. */
@Controller('financing/needs/:id')
export class CaseNotePages {
  constructor(
    private readonly needs: Needs,
    private readonly notes: CaseNotes,
    private readonly colleagues: Colleagues,
    private readonly handover: DemandHandover,
    private readonly views: NeedViews,
    private readonly forms: Forms,
    private readonly words: Words,
    private readonly clock: BusinessClock,
  ) {}

  @Post('notes')
  @Allow('financing.need.note')
  note(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(NoteForm, body, {
      submit: async ({ text }) => {
        const { demand } = await this.needs.require(me, id);
        const mentioned = mentionedIn(text, await this.colleagues.list('financing'));
        await this.notes.add(me, demand, { kind: 'note', audience: 'staff', text }, mentioned);
        return redirect(`/financing/needs/${id}#notes`, 'need.note.kept');
      },
      again: (noteForm) => this.views.page(me, id, { noteForm }),
    });
  }

  @Post('messages')
  @Allow('financing.need.note')
  message(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(MessageForm, body, {
      submit: async ({ text }) => {
        const { demand } = await this.needs.require(me, id);
        await this.notes.add(me, demand, { kind: 'message', audience: 'enterprise', text });
        return redirect(`/financing/needs/${id}#notes`, 'need.message.sent');
      },
      again: (messageForm) => this.views.page(me, id, { messageForm }),
    });
  }

  @Post('calls')
  @Allow('financing.need.note')
  call(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(CallForm, body, {
      submit: async ({ result, phrase, remark, days }) => {
        const { demand } = await this.needs.require(me, id);
        const said = [`result.${result}`, ...(phrase ? [`phrase.${phrase}`] : [])];
        const text = [...said.map((key) => this.words.t(me.locale, `need.call.${key}`)), ...(remark ? [remark] : [])];
        const nextOn = days ? addDays(this.clock.today(), Number(days)) : null;
        await this.notes.add(me, demand, { kind: 'call', audience: 'staff', text: text.join(' · '), nextOn });
        return redirect(`/financing/needs/${id}#notes`, 'need.call.kept');
      },
      again: (callForm) => this.views.page(me, id, { callForm }),
    });
  }

  @Post('handover')
  @Allow('financing.need.assign')
  handOver(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(HandOverForm, body, {
      submit: async ({ to }) => {
        const colleague = await this.colleagues.find('financing', to);
        if (!colleague) throw new Problem('validation', {}, [{ field: 'to', code: 'choice', params: {} }]);
        await this.handover.handOver(me, id, to);
        return redirect(`/financing/needs/${id}`, 'need.handed-over', { name: colleague.name });
      },
      again: (handOverForm) => this.views.page(me, id, { handOverForm }),
    });
  }
}
