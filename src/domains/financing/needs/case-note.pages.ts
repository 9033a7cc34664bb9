import { Body, Controller, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { MessageForm, NoteForm } from '../../../matchmaking/case-note.forms.js';
import { CaseNotes } from '../../../matchmaking/case-notes.js';
import { Colleagues } from '../../../matchmaking/colleagues.js';
import { DemandHandover } from '../../../matchmaking/demand-handover.js';
import { Allow, Me } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { redirect } from '../../../platform/views/result.js';
import { CallForm, HandOverForm } from './case-note.forms.js';
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
  ) {}

  @Post('notes')
  @Allow('financing.need.note')
  note(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(NoteForm, body, {
      submit: async ({ text }) => {
        const { demand } = await this.needs.require(me, id);
        await this.notes.note(me, demand, text);
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
        await this.notes.message(me, demand, text);
        return redirect(`/financing/needs/${id}#notes`, 'need.message.sent');
      },
      again: (messageForm) => this.views.page(me, id, { messageForm }),
    });
  }

  @Post('calls')
  @Allow('financing.need.note')
  call(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(CallForm, body, {
      submit: async ({ result, phrase, ...rest }) => {
        const { demand } = await this.needs.require(me, id);
        const said = [`need.call.result.${result}`, ...(phrase ? [`need.call.phrase.${phrase}`] : [])];
        await this.notes.call(me, demand, { ...rest, said });
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
