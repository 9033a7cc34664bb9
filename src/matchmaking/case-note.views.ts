import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Forms } from '../platform/http/forms.js';
import { message } from '../platform/i18n/message.js';
import type { FormView } from '../platform/views/form-view.js';
import { MessageForm, NoteForm, type LoggedCallForm } from './case-note.forms.js';
import { Colleagues } from './colleagues.js';

/** Forms of a case that were refused and are shown again with what was typed. */
export interface TypedNotes {
  readonly noteForm?: FormView;
  readonly messageForm?: FormView;
  readonly callForm?: FormView;
}

/** What an officer writes on a case, as its page shows it: a call, a note, a message. */
@Injectable()
export class CaseNoteViews {
  constructor(
    private readonly forms: Forms,
    private readonly colleagues: Colleagues,
  ) {}

  /** `call`: the domain's own form of a call. */
  async of(me: Actor, domain: string, call: new () => LoggedCallForm, typed: TypedNotes) {
    const noteForm = typed.noteForm ?? this.forms.blank(NoteForm);
    const others = (await this.colleagues.list(domain)).filter(({ id }) => id !== me.userId);
    if (noteForm.fields['text'] && others.length > 0)
      noteForm.fields['text'].hint = message('need.note.text.names', {
        names: others
          .slice(0, 8)
          .map(({ name }) => `@${name}`)
          .join(' '),
      });
    return {
      noteForm: apart('note', noteForm),
      messageForm: apart('message', typed.messageForm ?? this.forms.blank(MessageForm)),
      callForm: apart('call', typed.callForm ?? this.forms.blank(call, { result: 'reached' })),
      opened: typed.noteForm ? 'note' : typed.messageForm ? 'message' : 'call',
    };
  }
}

/** The page has several forms, two of them with a field called `text`. */
const apart = (ids: string, form: FormView): FormView => Object.assign(form, { ids: `${ids}-` });
