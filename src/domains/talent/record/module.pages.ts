import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { classHref } from '../classes/class-look.js';
import { ClassRecord } from './class-record.js';
import { CourseModules } from './course-modules.service.js';
import { moduleAnswers, moduleInput } from './module-answers.js';
import { ModuleForm } from './module.forms.js';
import { ModuleViews } from './module.views.js';

/** The course modules of a class: read by its members, written by the college or an officer. */
@Controller('talent/classes/:id/modules')
export class ModulePages {
  constructor(
    private readonly forms: Forms,
    private readonly record: ClassRecord,
    private readonly modules: CourseModules,
    private readonly views: ModuleViews,
  ) {}

  @Get()
  @Allow('talent.class.read')
  async list(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    return page('talent/record/modules', await this.views.show(me, id, locale));
  }

  @Get('new')
  @Allow('talent.class.edit')
  blank(@Me() me: Actor, @Param('id') id: string) {
    const usual = { term: 1, owner: 'joint', firmShare: 500_000, place: 'college' };
    return this.edit(me, id, null, this.forms.blank(ModuleForm, usual));
  }

  @Post('new')
  @Allow('talent.class.edit')
  add(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(ModuleForm, body, {
      submit: async (input) => {
        await this.modules.add(me, id, moduleInput(input));
        return redirect(`${classHref(id)}/modules`, 'class.module.added');
      },
      again: (form) => this.edit(me, id, null, form),
    });
  }

  @Get(':moduleId')
  @Allow('talent.class.edit')
  async stored(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Param('id') id: string,
    @Param('moduleId') moduleId: string,
  ) {
    await this.record.requireEditable(me, id);
    const answers = moduleAnswers(await this.modules.require(id, moduleId), locale);
    return this.edit(me, id, moduleId, this.forms.blank(ModuleForm, answers));
  }

  @Post(':moduleId')
  @Allow('talent.class.edit')
  save(@Me() me: Actor, @Param('id') id: string, @Param('moduleId') moduleId: string, @Body() body: unknown) {
    return this.forms.handle(ModuleForm, body, {
      submit: async (input) => {
        await this.modules.edit(me, id, moduleId, moduleInput(input));
        return redirect(`${classHref(id)}/modules`, 'class.module.saved');
      },
      again: (form) => this.edit(me, id, moduleId, form),
    });
  }

  @Post(':moduleId/removal')
  @Allow('talent.class.edit')
  async remove(@Me() me: Actor, @Param('id') id: string, @Param('moduleId') moduleId: string) {
    await this.modules.remove(me, id, moduleId);
    return redirect(`${classHref(id)}/modules`, 'class.module.removed', undefined, 'info');
  }

  private async edit(me: Actor, id: string, moduleId: string | null, form: FormView) {
    const { offer } = await this.record.requireEditable(me, id);
    if (moduleId !== null) await this.modules.require(id, moduleId);
    const action = `${classHref(id)}/modules/${moduleId ?? 'new'}`;
    return page('talent/record/module-edit', {
      title: message(moduleId === null ? 'class.module.new' : 'class.module.editing'),
      subtitle: `${offer.title} · ${offer.number}`,
      form,
      action,
      removeAction: moduleId === null ? null : `${action}/removal`,
      backHref: `${classHref(id)}/modules`,
    });
  }
}
