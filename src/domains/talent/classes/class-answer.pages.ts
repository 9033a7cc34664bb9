import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Allow, Me } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { ClassAnswering } from './class-answering.service.js';
import { AcceptForm, ClassDeclineForm, GiveUpForm, ResizeForm, SeatsForm } from './class.forms.js';
import { classHref } from './class-look.js';
import { ClassSmaller } from './class-smaller.service.js';
import { OrderClasses } from './order-classes.js';
import { SeatConfirming } from './seat-confirming.service.js';

type Step = 'resizing' | 'smaller' | 'refusal' | 'seats' | 'giving-up';

/** What a college and the firms answer, one form a page. */
@Controller('talent/classes/:id')
export class ClassAnswerPages {
  constructor(
    private readonly forms: Forms,
    private readonly classes: OrderClasses,
    private readonly answering: ClassAnswering,
    private readonly confirming: SeatConfirming,
    private readonly smaller: ClassSmaller,
  ) {}

  @Post('acceptance')
  @Allow('talent.class.answer')
  accept(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(AcceptForm, body, {
      submit: async ({ note }) => {
        await this.answering.accept(me, id, note);
        return redirect(classHref(id), 'class.accepted');
      },
      again: (form) => this.step(me, id, 'refusal', form),
    });
  }

  @Get('resizing')
  @Allow('talent.class.answer')
  async resizing(@Me() me: Actor, @Param('id') id: string) {
    const { row, offer } = await this.classes.require(me, id);
    return this.step(
      me,
      id,
      'resizing',
      this.forms.blank(ResizeForm, { minSize: row.minSize, maxSize: offer.capacity }),
    );
  }

  @Post('resizing')
  @Allow('talent.class.answer')
  resize(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(ResizeForm, body, {
      submit: async ({ note, ...size }) => {
        await this.answering.resize(me, id, size, note);
        return redirect(classHref(id), 'class.resized');
      },
      again: (form) => this.step(me, id, 'resizing', form),
    });
  }

  @Get('refusal')
  @Allow('talent.class.answer')
  refusal(@Me() me: Actor, @Param('id') id: string) {
    return this.step(me, id, 'refusal', this.forms.blank(ClassDeclineForm));
  }

  @Post('refusal')
  @Allow('talent.class.answer')
  decline(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(ClassDeclineForm, body, {
      submit: async ({ codes, note }) => {
        await this.answering.decline(me, id, codes, note);
        return redirect(classHref(id), 'class.declined');
      },
      again: (form) => this.step(me, id, 'refusal', form),
    });
  }

  /** 缩小规模: the centre asks whether the class may be held smaller. */
  @Post('smaller/agreement')
  @Allow('talent.class.answer')
  agreeSmaller(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(AcceptForm, body, {
      submit: async ({ note }) => {
        await this.smaller.agree(me, id, note);
        return redirect(classHref(id), 'class.smaller-agreed');
      },
      again: (form) => this.step(me, id, 'smaller', form),
    });
  }

  @Get('smaller/refusal')
  @Allow('talent.class.answer')
  refusingSmaller(@Me() me: Actor, @Param('id') id: string) {
    return this.step(me, id, 'smaller', this.forms.blank(AcceptForm));
  }

  @Post('smaller/refusal')
  @Allow('talent.class.answer')
  refuseSmaller(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(AcceptForm, body, {
      submit: async ({ note }) => {
        await this.smaller.refuse(me, id, note);
        return redirect(classHref(id), 'class.smaller-refused', undefined, 'info');
      },
      again: (form) => this.step(me, id, 'smaller', form),
    });
  }

  @Get('seats/:referralId')
  @Allow('talent.seat.confirm')
  async seats(@Me() me: Actor, @Param('id') id: string, @Param('referralId') referralId: string) {
    const seats = await this.confirming.proposed(me, id, referralId);
    return this.step(me, id, 'seats', this.forms.blank(SeatsForm, { seats }), referralId);
  }

  @Post('seats/:referralId')
  @Allow('talent.seat.confirm')
  confirm(@Me() me: Actor, @Param('id') id: string, @Param('referralId') referralId: string, @Body() body: unknown) {
    return this.forms.handle(SeatsForm, body, {
      submit: async ({ seats }) => {
        await this.confirming.confirm(me, id, referralId, seats);
        return redirect(classHref(id), 'class.seats-confirmed');
      },
      again: (form) => this.step(me, id, 'seats', form, referralId),
    });
  }

  @Get('seats/:referralId/giving-up')
  @Allow('talent.seat.confirm')
  async givingUp(@Me() me: Actor, @Param('id') id: string, @Param('referralId') referralId: string) {
    await this.confirming.proposed(me, id, referralId);
    return this.step(me, id, 'giving-up', this.forms.blank(GiveUpForm), referralId);
  }

  @Post('seats/:referralId/giving-up')
  @Allow('talent.seat.confirm')
  giveUp(@Me() me: Actor, @Param('id') id: string, @Param('referralId') referralId: string, @Body() body: unknown) {
    return this.forms.handle(GiveUpForm, body, {
      submit: async ({ reason, note }) => {
        await this.confirming.giveUp(me, id, referralId, reason, note);
        return redirect(classHref(id), 'class.seats-given-up', undefined, 'info');
      },
      again: (form) => this.step(me, id, 'giving-up', form, referralId),
    });
  }

  private async step(me: Actor, id: string, name: Step, form: FormView, referralId?: string) {
    const { offer } = await this.classes.require(me, id);
    return page('talent/class-step', {
      title: message(`class.step-title.${name}`),
      lead: message(`class.step-lead.${name}`),
      submit: message(`class.step-submit.${name}`),
      look: name === 'refusal' || name === 'giving-up' ? 'danger' : 'pri',
      subtitle: `${offer.title} · ${offer.number}`,
      backHref: classHref(id),
      form,
      fields: Object.keys(form.fields),
      otherHref: name === 'seats' ? `${classHref(id)}/seats/${referralId}/giving-up` : null,
    });
  }
}
