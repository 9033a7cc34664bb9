import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../kernel/actor.js';
import { RUN_IMPORTS } from '../../directory/imports/import-list-export.js';
import { DECIDE } from '../../directory/registration/registrations.js';
import { DemandHandover } from '../../matchmaking/demand-handover.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { exportAnswer } from '../../platform/exports/export-answer.js';
import type { ExportFilter } from '../../platform/exports/export-kinds.js';
import { Exports } from '../../platform/exports/exports.service.js';
import { downloadHeaders } from '../../platform/files/download-headers.js';
import { Allow, Facts, Me, SignedIn, type RequestFacts } from '../../platform/http/access.js';
import { message } from '../../platform/i18n/message.js';
import { pickedIds } from '../../platform/http/picked-ids.js';
import { page, redirect } from '../../platform/views/result.js';

type Posted = Record<string, unknown>;
const tones = { queued: 'info', running: 'info', done: 'ok', failed: 'bad', expired: 'mute' } as const;
const idsOf = (body: Posted): string[] => pickedIds(body['id']);

/** 导出: the list as its address filters it, or the ticked rows; small ones at once, big ones in /exports. */
@Controller()
export class ExportPages {
  constructor(
    private readonly exports: Exports,
    private readonly handover: DemandHandover,
    private readonly clock: BusinessClock,
  ) {}

  @Get('financing/needs/export')
  @Allow('financing.need.export')
  needs(
    @Me() me: Actor,
    @Facts() facts: RequestFacts,
    @Query() query: ExportFilter,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(me, facts, 'financing.needs', query, reply);
  }

  /** Rows of the work list may be referrals: then the needs behind them. */
  @Post('financing/needs/export')
  @HttpCode(200)
  @Allow('financing.need.export')
  async pickedNeeds(
    @Me() me: Actor,
    @Facts() facts: RequestFacts,
    @Body() body: Posted,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const id = await this.handover.demandsOf(idsOf(body));
    return this.answer(me, facts, 'financing.needs', { id }, reply);
  }

  @Get('financing/referrals/export')
  @Allow('financing.referral.read')
  referrals(
    @Me() me: Actor,
    @Facts() facts: RequestFacts,
    @Query() query: ExportFilter,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(me, facts, 'financing.referrals', query, reply);
  }

  @Post('financing/referrals/export')
  @HttpCode(200)
  @Allow('financing.referral.read')
  pickedReferrals(
    @Me() me: Actor,
    @Facts() facts: RequestFacts,
    @Body() body: Posted,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(me, facts, 'financing.referrals', { id: idsOf(body) }, reply);
  }

  @Get('financing/products/export')
  @Allow('financing.product.read')
  products(
    @Me() me: Actor,
    @Facts() facts: RequestFacts,
    @Query() query: ExportFilter,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(me, facts, 'financing.products', query, reply);
  }

  @Get('organisations/export')
  @Allow('directory.organisation.read')
  organisations(
    @Me() me: Actor,
    @Facts() facts: RequestFacts,
    @Query() query: ExportFilter,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(me, facts, 'organisations', query, reply);
  }

  @Get('admin/users/export')
  @Allow('platform.user.manage')
  users(
    @Me() me: Actor,
    @Facts() facts: RequestFacts,
    @Query() query: ExportFilter,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(me, facts, 'admin.users', query, reply);
  }

  @Get('admin/registrations/export')
  @Allow(DECIDE)
  registrations(
    @Me() me: Actor,
    @Facts() facts: RequestFacts,
    @Query() query: ExportFilter,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(me, facts, 'admin.registrations', query, reply);
  }

  @Get('imports/export')
  @Allow(...RUN_IMPORTS)
  imports(
    @Me() me: Actor,
    @Facts() facts: RequestFacts,
    @Query() query: ExportFilter,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(me, facts, 'imports', query, reply);
  }

  @Get('w/funnel/export')
  @Allow('financing.need.export')
  funnel(
    @Me() me: Actor,
    @Facts() facts: RequestFacts,
    @Query() query: ExportFilter,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(me, facts, 'work.funnel', query, reply);
  }

  @Get('w/institutions/export')
  @Allow('financing.need.export')
  institutions(
    @Me() me: Actor,
    @Facts() facts: RequestFacts,
    @Query() query: ExportFilter,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(me, facts, 'work.institutions', query, reply);
  }

  @Get('w/figures/:figure/export')
  @Allow('financing.need.export')
  figure(
    @Me() me: Actor,
    @Facts() facts: RequestFacts,
    @Param('figure') figure: string,
    @Query() query: ExportFilter,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(me, facts, 'work.figures', { ...query, figure }, reply);
  }

  @Get('exports')
  @SignedIn()
  async list(@Me() me: Actor) {
    const now = this.clock.now();
    return page('exports/list', {
      rows: (await this.exports.mine(me)).map((job) => {
        const over = job.expiresAt !== null && job.expiresAt <= now;
        const state = job.state === 'done' && over ? 'expired' : job.state;
        return {
          id: job.id,
          total: job.total,
          createdAt: job.createdAt,
          name: message(`export.${job.kind}`),
          stateWord: message(`exports.state.${state}`),
          tone: tones[state],
          problem: job.problem && message(`problem.${job.problem}`),
          ready: state === 'done',
          failed: state === 'failed',
          expiresAt: state === 'done' ? job.expiresAt : null,
        };
      }),
    });
  }

  @Get('exports/:id/file')
  @SignedIn()
  async file(@Me() me: Actor, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const { file, stream } = await this.exports.open(me, id);
    void reply.headers(downloadHeaders(file)).send(stream);
  }

  @Post('exports/:id/retry')
  @SignedIn()
  async retry(@Me() me: Actor, @Param('id') id: string) {
    await this.exports.retry(me, id);
    return redirect('/exports', 'exports.queued');
  }

  private async answer(
    me: Actor,
    { locale }: RequestFacts,
    kind: string,
    filter: ExportFilter,
    reply: FastifyReply,
  ): Promise<unknown> {
    return exportAnswer(await this.exports.ask(me, kind, filter, locale), reply);
  }
}
