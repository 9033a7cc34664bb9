import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { majors } from '../../../directory/codes/majors.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { formChanges } from '../../../platform/http/form-changes.js';
import { Forms } from '../../../platform/http/forms.js';
import { versionIn } from '../../../platform/http/versions.js';
import { QueryText } from '../../../platform/http/query-text.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { Campuses } from '../colleges/campuses.service.js';
import { collegeHref, programmeHref } from '../colleges/college-links.js';
import { Colleges } from '../colleges/colleges.service.js';
import { majorOption } from './major-reading.js';
import type { ProgrammeEntry } from './programme-catalogue.js';
import { programmeAnswers, ProgrammeForm, programmeInput, usualAnswers } from './programme.forms.js';
import { ProgrammeViews } from './programme.views.js';
import { Programmes } from './programmes.service.js';

type Body_ = Record<string, unknown>;

/** Writing a programme (T2): by its college, or by an officer for it. */
@Controller('talent/programmes')
@Allow('talent.college.edit')
export class ProgrammeEditorPages {
  constructor(
    private readonly forms: Forms,
    private readonly programmes: Programmes,
    private readonly colleges: Colleges,
    private readonly campuses: Campuses,
    private readonly views: ProgrammeViews,
  ) {}

  /** `college`: whose; without it the caller's own. */
  @Get('new')
  async blank(@Me() me: Actor, @Facts() { locale }: RequestFacts, @QueryText('college') asked?: string) {
    const college = await this.colleges.requireEditable(me, asked ?? me.organisationId);
    if ((await this.campuses.of(college.id)).length === 0)
      return redirect(`${collegeHref(college.id)}/campuses/new`, 'talent.programme.campus-first', {}, 'warn');
    return this.newPage(college.id, college.name, locale, this.forms.blank(ProgrammeForm, usualAnswers));
  }

  @Post('new')
  async create(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Body() body: Body_,
    @QueryText('college') asked?: string,
  ) {
    const college = await this.colleges.requireEditable(me, asked ?? me.organisationId);
    return this.forms.handle(ProgrammeForm, body, {
      submit: async (input) => {
        const offer = await this.programmes.create(me, college.id, programmeInput(input));
        return redirect(programmeHref(offer.id), 'talent.programme.created');
      },
      again: (form) => this.newPage(college.id, college.name, locale, form),
    });
  }

  @Get(':id/edit')
  async edit(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    await this.programmes.requireEditable(me, id);
    const entry = await this.views.entry(me, id);
    return this.editPage(entry, locale, this.stored(entry, locale));
  }

  @Post(':id/edit')
  async save(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: Body_) {
    await this.programmes.requireEditable(me, id);
    return this.forms.handle(ProgrammeForm, body, {
      submit: async (input) => {
        await this.programmes.edit(me, id, programmeInput(input), versionIn(body));
        return redirect(programmeHref(id), 'talent.programme.saved');
      },
      again: async (form) => this.editPage(await this.views.entry(me, id), locale, form, versionIn(body)),
    });
  }

  private stored(entry: ProgrammeEntry, locale: Locale): FormView {
    return this.forms.blank(ProgrammeForm, programmeAnswers(entry, locale));
  }

  private async newPage(id: string, college: string, locale: Locale, form: FormView) {
    return page('talent/programme-edit', {
      college,
      title: message('talent.programme.new'),
      form: await this.listed(id, form, locale),
      version: 0,
      action: `/talent/programmes/new?college=${id}`,
      backHref: collegeHref(id),
    });
  }

  /** Where somebody saved in between, both are shown, and saving again decides. */
  private async editPage(entry: ProgrammeEntry, locale: Locale, typed: FormView, from?: number) {
    const { offer, college, programme } = entry;
    const form = await this.listed(college.id, typed, locale);
    const overtaken = from !== undefined && from !== offer.version;
    const theirs = overtaken ? await this.listed(college.id, this.stored(entry, locale), locale) : null;
    return page('talent/programme-edit', {
      college: college.name,
      title: message('talent.programme.editing', { major: majors.name(programme.majorCode, locale) }),
      form: overtaken ? { ...form, errors: [] } : form,
      version: offer.version,
      overtaken,
      changes: theirs ? formChanges(form, theirs) : [],
      action: `${programmeHref(offer.id)}/edit`,
      backHref: programmeHref(offer.id),
    });
  }

  /** Campuses and majors as lists, in the reader's language. */
  private async listed(collegeId: string, form: FormView, locale: Locale): Promise<FormView> {
    const campus = form.fields['campusId'];
    if (campus) {
      const campuses = await this.campuses.of(collegeId);
      const only = campuses.length === 1 ? campuses[0]?.id : undefined;
      campus.kind = 'choice';
      campus.options = campuses.map(({ id, name }) => ({
        value: id,
        label: name,
        checked: id === (campus.value || only),
      }));
    }
    for (const option of form.fields['majorCode']?.options ?? []) option.label = majorOption(option.value, locale);
    return form;
  }
}
