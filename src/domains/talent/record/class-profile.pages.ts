import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Allow, Me } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { classHref } from '../classes/class-look.js';
import { ClassProfileForm } from './class-profile.forms.js';
import { ClassProfiles } from './class-profiles.service.js';
import { ClassRecord } from './class-record.js';

/** What a class is called and how it is held, by its college or an officer. */
@Controller('talent/classes/:id/profile')
@Allow('talent.class.edit')
export class ClassProfilePages {
  constructor(
    private readonly forms: Forms,
    private readonly record: ClassRecord,
    private readonly profiles: ClassProfiles,
  ) {}

  @Get()
  async stored(@Me() me: Actor, @Param('id') id: string) {
    const { offer, row } = await this.record.requireEditable(me, id);
    return this.edit(me, id, this.forms.blank(ClassProfileForm, { ...row, title: offer.title }));
  }

  @Post()
  save(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(ClassProfileForm, body, {
      submit: async (input) => {
        await this.profiles.save(me, id, input);
        return redirect(classHref(id), 'class.profile.saved');
      },
      again: (form) => this.edit(me, id, form),
    });
  }

  private async edit(me: Actor, id: string, form: FormView) {
    const { offer } = await this.record.requireEditable(me, id);
    return page('talent/record/step', {
      title: message('class.profile.editing'),
      lead: message('class.profile.lead'),
      submit: message('talent.save'),
      look: 'pri',
      subtitle: [`${offer.title} · ${offer.number}`],
      backHref: classHref(id),
      form,
      fields: Object.keys(form.fields),
    });
  }
}
