import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Allow, Me } from '../../../platform/http/access.js';
import { Answers, AnswersNothing, AnswersPage, Api, TakesIdempotencyKey } from '../../../platform/http/api-schema.js';
import { bindOrThrow } from '../../../platform/http/bind.js';
import { ClassAnswering } from './class-answering.service.js';
import { ClassContacts } from './class-contacts.js';
import { ClassQuery } from './class.api-forms.js';
import { ClassApiViews, classItem, classRecord } from './class.api-views.js';
import { AcceptForm, ClassDeclineForm, GiveUpForm, ResizeForm, SeatsForm } from './class.forms.js';
import { SeatConfirming } from './seat-confirming.service.js';

/** Order classes for programs: the college answers, then each firm confirms its seats. */
@Api('talent classes')
@Controller('api/v1/talent/classes')
export class ClassApi {
  constructor(
    private readonly views: ClassApiViews,
    private readonly answering: ClassAnswering,
    private readonly confirming: SeatConfirming,
    private readonly contacts: ClassContacts,
  ) {}

  @Get()
  @Allow('talent.class.read')
  @AnswersPage(classItem)
  async list(@Me() me: Actor, @Query() query: ClassQuery) {
    return this.views.list(me, await bindOrThrow(ClassQuery, query));
  }

  @Get(':id')
  @Allow('talent.class.read')
  @Answers(200, classRecord)
  show(@Me() me: Actor, @Param('id') id: string) {
    return this.views.record(me, id);
  }

  /** One answer covers every firm in the class. */
  @Post(':id/acceptance')
  @Allow('talent.class.answer')
  @TakesIdempotencyKey()
  @Answers(201, classRecord)
  async accept(@Me() me: Actor, @Param('id') id: string, @Body() body: AcceptForm) {
    const { note } = await bindOrThrow(AcceptForm, body ?? {});
    await this.answering.accept(me, id, note);
    return this.views.record(me, id);
  }

  @Post(':id/resizing')
  @Allow('talent.class.answer')
  @TakesIdempotencyKey()
  @Answers(201, classRecord)
  async resize(@Me() me: Actor, @Param('id') id: string, @Body() body: ResizeForm) {
    const { note, ...size } = await bindOrThrow(ResizeForm, body);
    await this.answering.resize(me, id, size, note);
    return this.views.record(me, id);
  }

  @Post(':id/decline')
  @Allow('talent.class.answer')
  @TakesIdempotencyKey()
  @Answers(201, classRecord)
  async decline(@Me() me: Actor, @Param('id') id: string, @Body() body: ClassDeclineForm) {
    const { codes, note } = await bindOrThrow(ClassDeclineForm, body);
    await this.answering.decline(me, id, codes, note);
    return this.views.record(me, id);
  }

  /** Its seats, or fewer of them. */
  @Post(':id/seats/:referralId/confirmation')
  @Allow('talent.seat.confirm')
  @TakesIdempotencyKey()
  @Answers(201, classRecord)
  async confirm(
    @Me() me: Actor,
    @Param('id') id: string,
    @Param('referralId') referralId: string,
    @Body() body: SeatsForm,
  ) {
    const { seats } = await bindOrThrow(SeatsForm, body);
    await this.confirming.confirm(me, id, referralId, seats);
    return this.views.record(me, id);
  }

  @Post(':id/seats/:referralId/giving-up')
  @Allow('talent.seat.confirm')
  @TakesIdempotencyKey()
  @Answers(201, classRecord)
  async giveUp(
    @Me() me: Actor,
    @Param('id') id: string,
    @Param('referralId') referralId: string,
    @Body() body: GiveUpForm,
  ) {
    const { reason, note } = await bindOrThrow(GiveUpForm, body);
    await this.confirming.giveUp(me, id, referralId, reason, note);
    return this.views.record(me, id);
  }

  /** The college may see the contact of the firm's own demands in this class, for half a year or until taken back. */
  @Post(':id/contact-consent')
  @Allow('talent.demand.consent')
  @TakesIdempotencyKey()
  @AnswersNothing()
  @HttpCode(204)
  giveContact(@Me() me: Actor, @Param('id') id: string): Promise<void> {
    return this.contacts.give(me, id);
  }

  @Delete(':id/contact-consent')
  @Allow('talent.demand.consent')
  @AnswersNothing()
  @HttpCode(204)
  withdrawContact(@Me() me: Actor, @Param('id') id: string): Promise<void> {
    return this.contacts.withdraw(me, id);
  }
}
