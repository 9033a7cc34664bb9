import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Allow, Me } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { Campuses } from './campuses.service.js';
import { collegeHref } from './college-links.js';
import { CampusForm } from './college.forms.js';
import { Colleges } from './colleges.service.js';

/** A college's campuses: added, corrected, and removed while nothing is taught there. */
@Controller('talent/colleges/:id/campuses')
@Allow('talent.college.edit')
export class CampusPages {
  constructor(
    private readonly forms: Forms,
    private readonly colleges: Colleges,
    private readonly campuses: Campuses,
  ) {}

  @Get('new')
  async blank(@Me() me: Actor, @Param('id') id: string) {
    return this.formPage(me, id, null, this.forms.blank(CampusForm));
  }

  @Post('new')
  async add(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    await this.colleges.requireEditable(me, id);
    return this.forms.handle(CampusForm, body, {
      submit: async (input) => {
        await this.campuses.add(me, id, input);
        return redirect(collegeHref(id), 'talent.campus.saved');
      },
      again: (form) => this.formPage(me, id, null, form),
    });
  }

  @Get(':campusId')
  async edit(@Me() me: Actor, @Param('id') id: string, @Param('campusId') campusId: string) {
    const campus = await this.campuses.require(me, id, campusId);
    return this.formPage(me, id, campusId, this.forms.blank(CampusForm, campus));
  }

  @Post(':campusId')
  async save(@Me() me: Actor, @Param('id') id: string, @Param('campusId') campusId: string, @Body() body: unknown) {
    await this.campuses.require(me, id, campusId);
    return this.forms.handle(CampusForm, body, {
      submit: async (input) => {
        await this.campuses.edit(me, id, campusId, input);
        return redirect(collegeHref(id), 'talent.campus.saved');
      },
      again: (form) => this.formPage(me, id, campusId, form),
    });
  }

  @Get(':campusId/removal')
  async confirmRemoval(@Me() me: Actor, @Param('id') id: string, @Param('campusId') campusId: string) {
    return page('talent/campus-removal', { id, campus: await this.campuses.require(me, id, campusId) });
  }

  @Post(':campusId/removal')
  async remove(@Me() me: Actor, @Param('id') id: string, @Param('campusId') campusId: string) {
    try {
      await this.campuses.remove(me, id, campusId);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'campus-in-use') throw error;
      return redirect(collegeHref(id), 'problem.campus-in-use', error.params, 'warn');
    }
    return redirect(collegeHref(id), 'talent.campus.removed');
  }

  private async formPage(me: Actor, id: string, campusId: string | null, form: FormView) {
    const { name } = await this.colleges.requireEditable(me, id);
    return page('talent/campus', {
      form,
      name,
      title: message(`talent.campus.${campusId === null ? 'new' : 'edit'}`),
      action: `${collegeHref(id)}/campuses/${campusId ?? 'new'}`,
      removalHref: campusId === null ? null : `${collegeHref(id)}/campuses/${campusId}/removal`,
      backHref: collegeHref(id),
    });
  }
}
