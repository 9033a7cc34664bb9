import { Body, Controller, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { MessageForm, NoteForm } from '../../../matchmaking/case-note.forms.js';
import { CaseNotes } from '../../../matchmaking/case-notes.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { redirect } from '../../../platform/views/result.js';
import { DemandCallForm } from './demand-note.forms.js';
import { DemandViews } from './demand.views.js';
import { Demands } from './demands.service.js';

/** What an officer writes down on a demand: calls, notes, messages. A call keeps the duty to call on day 14. */
@Controller('talent/demands/:id')
export class DemandNotePages {
  constructor(
    private readonly demands: Demands,
    private readonly notes: CaseNotes,
    private readonly views: DemandViews,
    private readonly forms: Forms,
  ) {}

  @Post('notes')
  @Allow('talent.demand.note')
  note(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(NoteForm, body, {
      submit: async ({ text }) => {
        const { demand } = await this.demands.require(me, id);
        await this.notes.note(me, demand, text);
        return redirect(`/talent/demands/${id}#notes`, 'need.note.kept');
      },
      again: (noteForm) => this.views.page(me, id, locale, { noteForm }),
    });
  }

  @Post('messages')
  @Allow('talent.demand.note')
  message(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(MessageForm, body, {
      submit: async ({ text }) => {
        const { demand } = await this.demands.require(me, id);
        await this.notes.message(me, demand, text);
        return redirect(`/talent/demands/${id}#notes`, 'need.message.sent');
      },
      again: (messageForm) => this.views.page(me, id, locale, { messageForm }),
    });
  }

  @Post('calls')
  @Allow('talent.demand.note')
  call(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(DemandCallForm, body, {
      submit: async ({ result, phrase, ...rest }) => {
        const { demand } = await this.demands.require(me, id);
        const said = [`need.call.result.${result}`, ...(phrase ? [`talent.call.phrase.${phrase}`] : [])];
        await this.notes.call(me, demand, { ...rest, said });
        return redirect(`/talent/demands/${id}#notes`, 'need.call.kept');
      },
      again: (callForm) => this.views.page(me, id, locale, { callForm }),
    });
  }
}
