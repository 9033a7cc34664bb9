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
import { ClassRecord } from './class-record.js';
import { checkpoints, type Checkpoint, type Placement } from './placement.entity.js';
import { CheckForm, PlacementAnswerForm, PlacementForm } from './placement.forms.js';
import { PlacementViews } from './placement.views.js';
import { Placements } from './placements.service.js';

/** How many came to work: reported by the college, confirmed by the firm. */
@Controller('talent/classes/:id/placements')
export class PlacementPages {
  constructor(
    private readonly forms: Forms,
    private readonly record: ClassRecord,
    private readonly placements: Placements,
    private readonly views: PlacementViews,
    private readonly clock: BusinessClock,
  ) {}

  @Get()
  @Allow('talent.class.read')
  async list(@Me() me: Actor, @Param('id') id: string) {
    return page('talent/record/placements', await this.views.show(me, id));
  }

  @Get(':referralId/:checkpoint')
  @Allow('talent.class.edit')
  async blank(
    @Me() me: Actor,
    @Param('id') id: string,
    @Param('referralId') referralId: string,
    @Param('checkpoint') asked: string,
  ) {
    const checkpoint = checkpointOf(asked);
    const { member, start, report } = await this.before(me, id, referralId, checkpoint);
    const values = report ?? (start ? { working: start.working, gone: start.gone } : { offered: member.seats });
    const form = this.forms.blank(formOf(checkpoint), { asOf: this.clock.today(), ...values });
    return this.reportPage(me, id, referralId, checkpoint, form);
  }

  @Post(':referralId/:checkpoint')
  @Allow('talent.class.edit')
  report(
    @Me() me: Actor,
    @Param('id') id: string,
    @Param('referralId') referralId: string,
    @Param('checkpoint') asked: string,
    @Body() body: unknown,
  ) {
    const checkpoint = checkpointOf(asked);
    return this.forms.handle<PlacementForm | CheckForm>(formOf(checkpoint), body, {
      submit: async (input) => {
        const { start } = await this.before(me, id, referralId, checkpoint);
        const counts = 'offered' in input ? input : { ...copied(start), ...input };
        await this.placements.report(me, id, referralId, checkpoint, counts);
        return redirect(`${classHref(id)}/placements`, 'class.placement.reported');
      },
      again: (form) => this.reportPage(me, id, referralId, checkpoint, form),
    });
  }

  @Get('answers/:placementId')
  @Allow('talent.placement.confirm')
  answerBlank(@Me() me: Actor, @Param('id') id: string, @Param('placementId') placementId: string) {
    return this.answerPage(me, id, placementId, this.forms.blank(PlacementAnswerForm));
  }

  @Post('answers/:placementId')
  @Allow('talent.placement.confirm')
  answer(@Me() me: Actor, @Param('id') id: string, @Param('placementId') placementId: string, @Body() body: unknown) {
    return this.forms.handle(PlacementAnswerForm, body, {
      submit: async (input) => {
        await this.placements.answer(me, id, placementId, input);
        return redirect(`${classHref(id)}/placements`, 'class.placement.answered');
      },
      again: (form) => this.answerPage(me, id, placementId, form),
    });
  }

  /** The firm, what was confirmed of its start, and what is reported of this checkpoint already. */
  private async before(me: Actor, id: string, referralId: string, checkpoint: Checkpoint) {
    const { members } = await this.record.requireEditable(me, id);
    const member = members.find((one) => one.referralId === referralId);
    if (!member) throw new Problem('not-found');
    const own = (await this.placements.of(id)).filter(({ demandId }) => demandId === member.demandId);
    const confirmed = own.find((one) => one.checkpoint === 'start' && one.state === 'confirmed');
    if (checkpoint !== 'start' && !confirmed) throw new Problem('state-changed', { state: 'placing' });
    return {
      member,
      start: checkpoint === 'start' ? undefined : confirmed,
      report: own.find((one) => one.checkpoint === checkpoint),
    };
  }

  private async reportPage(me: Actor, id: string, referralId: string, checkpoint: Checkpoint, form: FormView) {
    const { member, start } = await this.before(me, id, referralId, checkpoint);
    return page('talent/record/step', {
      title: message('class.placement.reporting', { checkpoint: message(`class.checkpoint.${checkpoint}`) }),
      lead: start
        ? message('class.placement.check.lead', { firm: member.firm, joined: start.joined })
        : message('class.placement.start.lead', { firm: member.firm, seats: member.seats }),
      submit: message('class.placement.do'),
      look: 'pri',
      subtitle: [member.firm, member.title],
      backHref: `${classHref(id)}/placements`,
      form,
      fields: Object.keys(form.fields),
    });
  }

  private async answerPage(me: Actor, id: string, placementId: string, form: FormView) {
    const { placement, member } = await this.placements.asked(me, id, placementId);
    const staff = me.organisationKind === 'centre';
    if (form.fields['onBehalf']) form.fields['onBehalf'].optional = false;
    return page('talent/record/step', {
      title: message('class.placement.answering', { checkpoint: message(`class.checkpoint.${placement.checkpoint}`) }),
      lead: message('class.placement.answering.lead', { ...countsOf(placement) }),
      submit: message('class.placement.answering.do'),
      look: 'pri',
      subtitle: [member.firm, member.title],
      backHref: `${classHref(id)}/placements`,
      form,
      fields: Object.keys(form.fields).filter((name) => name !== 'onBehalf' || staff),
    });
  }
}

const formOf = (checkpoint: Checkpoint): new () => PlacementForm | CheckForm =>
  checkpoint === 'start' ? PlacementForm : CheckForm;

const countsOf = ({ asOf, offered, joined, working, gone }: Placement) => ({ asOf, offered, joined, working, gone });

/** What a check does not ask again: who was offered work and joined, and in which field. */
function copied(start: Placement | undefined) {
  const { offered = 0, joined = 0, sameField = 0, nearField = 0, otherField = 0 } = start ?? {};
  return { offered, joined, sameField, nearField, otherField };
}

/** @throws Problem `not-found` */
function checkpointOf(text: string): Checkpoint {
  const found = checkpoints.find((one) => one === text);
  if (!found) throw new Problem('not-found');
  return found;
}
