import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { may, type Actor } from '../../../kernel/actor.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { formChanges } from '../../../platform/http/form-changes.js';
import { Forms } from '../../../platform/http/forms.js';
import { versionIn } from '../../../platform/http/versions.js';
import { pageNumber, pagerOf, type Query as Parameters } from '../../../platform/http/list-address.js';
import { bindReadable } from '../../../platform/http/bind.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { collegeHref } from './college-links.js';
import { CollegeFilterForm, CollegeForm } from './college.forms.js';
import { CollegeQueries } from './college.queries.js';
import { CollegeViews, nameLevels } from './college.views.js';
import { Colleges } from './colleges.service.js';

const PATH = '/talent/colleges';

/** The directory of colleges (T2): the list, one college, its profile, and 数据无误. */
@Controller('talent/colleges')
export class CollegePages {
  constructor(
    private readonly forms: Forms,
    private readonly colleges: Colleges,
    private readonly views: CollegeViews,
  ) {}

  @Get()
  @Allow('talent.college.read')
  async list(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Query() query: Parameters) {
    const filter = bindReadable(CollegeFilterForm, query);
    const { rows, total } = await this.views.list(filter, pageNumber(query), locale);
    return page('talent/colleges', {
      rows,
      filter: nameLevels(this.forms.blank(CollegeFilterForm, filter), locale),
      filtered: Object.values(filter).some((value) => value !== null),
      pager: pagerOf(PATH, query, total, CollegeQueries.pageSize),
      mayAdd: may(me, 'directory.organisation.edit'),
    });
  }

  /** A college's way to its own page, from the menu and from mails. */
  @Get('own')
  @Allow('talent.college.edit')
  own(@Me() me: Actor) {
    return redirect(me.organisationKind === 'college' ? collegeHref(me.organisationId) : PATH);
  }

  @Get(':id')
  @Allow('talent.college.read')
  async show(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    return page('talent/college', await this.views.show(me, id, locale));
  }

  @Get(':id/edit')
  @Allow('talent.college.edit')
  async edit(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    return this.editPage(me, id, locale, await this.stored(me, id));
  }

  @Post(':id/edit')
  @Allow('talent.college.edit')
  async save(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Param('id') id: string,
    @Body() body: Record<string, unknown>,
  ) {
    await this.colleges.requireEditable(me, id);
    return this.forms.handle(CollegeForm, body, {
      submit: async (input) => {
        await this.colleges.edit(me, id, input, versionIn(body));
        return redirect(collegeHref(id), 'talent.college.saved');
      },
      again: (form) => this.editPage(me, id, locale, form, versionIn(body)),
    });
  }

  @Post(':id/confirmation')
  @Allow('talent.college.edit')
  async confirm(@Me() me: Actor, @Param('id') id: string) {
    await this.colleges.confirm(me, id);
    return redirect(collegeHref(id), 'talent.college.confirmed');
  }

  private async stored(me: Actor, id: string): Promise<FormView> {
    await this.colleges.requireEditable(me, id);
    return this.forms.blank(CollegeForm, await this.colleges.profile(id));
  }

  /** Where somebody saved in between, both are shown, and saving again decides. */
  private async editPage(me: Actor, id: string, locale: string, form: FormView, from?: number) {
    const { name } = await this.colleges.require(me, id);
    const { version } = await this.colleges.profile(id);
    const overtaken = from !== undefined && from !== version;
    const theirs = overtaken ? nameLevels(await this.stored(me, id), locale) : null;
    nameLevels(form, locale);
    return page('talent/college-edit', {
      id,
      name,
      form: overtaken ? { ...form, errors: [] } : form,
      version,
      overtaken,
      changes: theirs ? formChanges(form, theirs) : [],
      backHref: collegeHref(id),
    });
  }
}
