import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { may, type Actor } from '../../../kernel/actor.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Settings } from '../../../platform/config/settings.js';
import { downloadHeaders } from '../../../platform/files/download-headers.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { Words } from '../../../platform/i18n/words.js';
import { icsOf } from '../../../kernel/ics.js';
import { message } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { classHref } from '../classes/class-look.js';
import { ClassRecord } from './class-record.js';
import { MilestoneDoneForm, MilestoneForm } from './milestone.forms.js';
import { Milestones } from './milestones.service.js';
import { RecordHead } from './record-head.js';

/** The calendar of a class: its dates, whose each is, and whether it was kept. */
@Controller('talent/classes/:id/calendar')
export class CalendarPages {
  constructor(
    private readonly forms: Forms,
    private readonly record: ClassRecord,
    private readonly head: RecordHead,
    private readonly milestones: Milestones,
    private readonly clock: BusinessClock,
    private readonly words: Words,
    private readonly settings: Settings,
  ) {}

  @Get()
  @Allow('talent.class.read')
  async list(@Me() me: Actor, @Param('id') id: string) {
    const record = await this.record.require(me, id);
    const today = this.clock.today();
    const dates = await this.milestones.of(id);
    return page('talent/record/calendar', {
      ...(await this.head.of(me, record, 'calendar')),
      mayEdit: record.mayEdit,
      dates: await Promise.all(
        dates.map(async ({ id: milestoneId, kind, dueOn, doneOn, ownerOrganisationId, note }) => {
          const href = `${classHref(id)}/calendar/${milestoneId}`;
          const own = ownerOrganisationId === me.organisationId && may(me, 'talent.milestone.keep');
          const open = doneOn === null;
          return {
            what: message(`class.milestone.${kind}`),
            dueOn,
            doneOn,
            owner: await this.head.nameOf(me, record, ownerOrganisationId),
            note,
            state: message(`class.milestone.state.${open ? (dueOn < today ? 'late' : 'open') : 'done'}`),
            tone: open ? (dueOn < today ? 'bad' : 'info') : 'ok',
            editHref: open && record.mayEdit ? href : null,
            doneHref: open && (own || record.mayEdit) ? `${href}/done` : null,
          };
        }),
      ),
    });
  }

  /** For one's own calendar program: every date that is not over, whoever keeps it. */
  @Get('ics')
  @Allow('talent.class.read')
  async file(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { offer, row } = await this.record.require(me, id);
    const named = (owner: string) => this.head.nameOf(me, { offer, row }, owner);
    const days = await Promise.all(
      (await this.milestones.of(id)).map(async ({ id: uid, kind, dueOn, ownerOrganisationId, note }) => ({
        uid: `${uid}@yipanqi`,
        day: dueOn,
        title: `${this.words.t(locale, `class.milestone.${kind}`)} · ${offer.title} ${offer.number}`,
        note: [this.words.say(locale, await named(ownerOrganisationId)), note].filter(Boolean).join('\n'),
        url: `${this.settings.baseUrl}${classHref(id)}/calendar`,
      })),
    );
    const bytes = Buffer.from(icsOf(`${offer.title} ${offer.number}`, days, this.clock.now()));
    void reply.headers(downloadHeaders({ name: `${offer.number}.ics`, type: 'ics', size: bytes.length }));
    return bytes;
  }

  /** The dates of the template, in place of those that are open. */
  @Post('plan')
  @Allow('talent.class.edit')
  async plan(@Me() me: Actor, @Param('id') id: string) {
    await this.milestones.planAnew(me, id);
    return redirect(`${classHref(id)}/calendar`, 'class.milestone.planned');
  }

  @Get('new')
  @Allow('talent.class.edit')
  blank(@Me() me: Actor, @Param('id') id: string) {
    return this.edit(me, id, null, this.forms.blank(MilestoneForm, { kind: 'other' }));
  }

  @Post('new')
  @Allow('talent.class.edit')
  add(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(MilestoneForm, body, {
      submit: async (input) => {
        await this.milestones.add(me, id, input);
        return redirect(`${classHref(id)}/calendar`, 'class.milestone.saved');
      },
      again: (form) => this.edit(me, id, null, form),
    });
  }

  @Get(':milestoneId')
  @Allow('talent.class.edit')
  async stored(@Me() me: Actor, @Param('id') id: string, @Param('milestoneId') milestoneId: string) {
    await this.record.requireEditable(me, id);
    const milestone = await this.milestones.require(id, milestoneId);
    return this.edit(me, id, milestoneId, this.forms.blank(MilestoneForm, milestone));
  }

  @Post(':milestoneId')
  @Allow('talent.class.edit')
  save(@Me() me: Actor, @Param('id') id: string, @Param('milestoneId') milestoneId: string, @Body() body: unknown) {
    return this.forms.handle(MilestoneForm, body, {
      submit: async (input) => {
        await this.milestones.edit(me, id, milestoneId, input);
        return redirect(`${classHref(id)}/calendar`, 'class.milestone.saved');
      },
      again: (form) => this.edit(me, id, milestoneId, form),
    });
  }

  @Post(':milestoneId/removal')
  @Allow('talent.class.edit')
  async remove(@Me() me: Actor, @Param('id') id: string, @Param('milestoneId') milestoneId: string) {
    await this.milestones.remove(me, id, milestoneId);
    return redirect(`${classHref(id)}/calendar`, 'class.milestone.removed', undefined, 'info');
  }

  @Get(':milestoneId/done')
  @Allow('talent.milestone.keep')
  doneBlank(@Me() me: Actor, @Param('id') id: string, @Param('milestoneId') milestoneId: string) {
    return this.donePage(me, id, milestoneId, this.forms.blank(MilestoneDoneForm, { doneOn: this.clock.today() }));
  }

  @Post(':milestoneId/done')
  @Allow('talent.milestone.keep')
  done(@Me() me: Actor, @Param('id') id: string, @Param('milestoneId') milestoneId: string, @Body() body: unknown) {
    return this.forms.handle(MilestoneDoneForm, body, {
      submit: async ({ doneOn }) => {
        await this.milestones.done(me, id, milestoneId, doneOn);
        return redirect(`${classHref(id)}/calendar`, 'class.milestone.kept');
      },
      again: (form) => this.donePage(me, id, milestoneId, form),
    });
  }

  private async edit(me: Actor, id: string, milestoneId: string | null, form: FormView) {
    const record = await this.record.requireEditable(me, id);
    if (milestoneId !== null) await this.milestones.require(id, milestoneId);
    const owner = form.fields['ownerOrganisationId'];
    if (owner) {
      owner.kind = 'choice';
      owner.options = await Promise.all(
        (await this.milestones.owners(record)).map(async (organisationId) => ({
          value: organisationId,
          label: await this.head.nameOf(me, record, organisationId),
          checked: owner.value === organisationId,
        })),
      );
    }
    const action = `${classHref(id)}/calendar/${milestoneId ?? 'new'}`;
    return page('talent/record/milestone-edit', {
      title: message(milestoneId === null ? 'class.milestone.new' : 'class.milestone.editing'),
      subtitle: `${record.offer.title} · ${record.offer.number}`,
      form,
      action,
      removeAction: milestoneId === null ? null : `${action}/removal`,
      backHref: `${classHref(id)}/calendar`,
    });
  }

  private async donePage(me: Actor, id: string, milestoneId: string, form: FormView) {
    const { offer } = await this.record.require(me, id);
    const { kind, dueOn } = await this.milestones.requireOwn(me, id, milestoneId);
    return page('talent/record/step', {
      title: message('class.milestone.doing', { milestone: message(`class.milestone.${kind}`) }),
      lead: message('class.milestone.doing.lead', { dueOn }),
      submit: message('class.milestone.doing.do'),
      look: 'pri',
      subtitle: [`${offer.title} · ${offer.number}`],
      backHref: `${classHref(id)}/calendar`,
      form,
      fields: Object.keys(form.fields),
    });
  }
}
