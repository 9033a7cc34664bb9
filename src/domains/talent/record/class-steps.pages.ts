import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Allow, Me } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { classHref } from '../classes/class-look.js';
import { classMachine } from '../classes/class-life.js';
import { ClassMoving } from './class-moving.service.js';
import { ClassRecord } from './class-record.js';
import { MoveForm, OpeningForm, ShortfallForm } from './class-steps.forms.js';
import { classSteps, isClassStep, mentorsNeeded, type ClassStep } from './class-steps.js';

/** A class goes on: one page a step, by its college or an officer. */
@Controller('talent/classes/:id/steps')
@Allow('talent.class.edit')
export class ClassStepPages {
  constructor(
    private readonly forms: Forms,
    private readonly record: ClassRecord,
    private readonly moving: ClassMoving,
    private readonly clock: BusinessClock,
  ) {}

  @Get('opening')
  async opening(@Me() me: Actor, @Param('id') id: string) {
    const { offer, row } = await this.record.requireEditable(me, id);
    const roster = row.roster ?? offer.taken;
    return this.step(
      me,
      id,
      'opening',
      this.forms.blank(OpeningForm, { openedOn: this.clock.today(), roster, mentors: mentorsNeeded(roster) }),
    );
  }

  @Post('opening')
  open(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(OpeningForm, body, {
      submit: async (input) => {
        await this.moving.open(me, id, input);
        return redirect(classHref(id), 'class.moved');
      },
      again: (form) => this.step(me, id, 'opening', form),
    });
  }

  @Get('shortfall')
  shortfall(@Me() me: Actor, @Param('id') id: string) {
    return this.shortfallPage(me, id, this.forms.blank(ShortfallForm));
  }

  @Post('shortfall')
  fallShort(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(ShortfallForm, body, {
      submit: async ({ roster }) => {
        await this.moving.fallShort(me, id, roster);
        return redirect(classHref(id), 'class.fallen-short');
      },
      again: (form) => this.shortfallPage(me, id, form),
    });
  }

  @Get(':step')
  blank(@Me() me: Actor, @Param('id') id: string, @Param('step') step: string) {
    return this.step(me, id, simple(step), this.forms.blank(MoveForm));
  }

  @Post(':step')
  move(@Me() me: Actor, @Param('id') id: string, @Param('step') name: string, @Body() body: unknown) {
    const step = simple(name);
    return this.forms.handle(MoveForm, body, {
      submit: async () => {
        await this.moving.move(me, id, step);
        return redirect(classHref(id), 'class.moved');
      },
      again: (form) => this.step(me, id, step, form),
    });
  }

  private async shortfallPage(me: Actor, id: string, form: FormView) {
    const { offer, row } = await this.record.requireEditable(me, id);
    if (row.state !== 'selecting' && form.errors.length === 0) throw new Problem('state-changed', { state: row.state });
    return page('talent/record/step', {
      title: message('class.shortfall'),
      lead: message('class.shortfall.lead', { minSize: row.minSize }),
      submit: message('class.shortfall.do'),
      look: 'pri',
      subtitle: [`${offer.title} · ${offer.number}`],
      backHref: classHref(id),
      form,
      fields: Object.keys(form.fields),
    });
  }

  private async step(me: Actor, id: string, step: ClassStep, form: FormView) {
    const { offer, row } = await this.record.requireEditable(me, id);
    // A refused form is shown again whatever happened meanwhile: it says so itself.
    if (!classMachine.can(row.state, classSteps[step]) && form.errors.length === 0)
      throw new Problem('state-changed', { state: row.state });
    return page('talent/record/step', {
      title: message(`class.move.${step}`),
      lead: message(`class.move.${step}.lead`, { minSize: row.minSize, startsOn: row.startsOn }),
      submit: message(`class.move.${step}.do`),
      look: 'pri',
      subtitle: [`${offer.title} · ${offer.number}`],
      backHref: classHref(id),
      form,
      fields: Object.keys(form.fields),
    });
  }
}

/** @throws Problem `not-found` for a step there is no such page of */
function simple(step: string): Exclude<ClassStep, 'opening'> {
  if (!isClassStep(step) || step === 'opening') throw new Problem('not-found');
  return step;
}
