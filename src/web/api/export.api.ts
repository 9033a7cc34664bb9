import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { ExportJob, exportStates } from '../../platform/exports/export-job.entity.js';
import type { ExportFilter } from '../../platform/exports/export-kinds.js';
import { Exports } from '../../platform/exports/exports.service.js';
import { downloadHeaders } from '../../platform/files/download-headers.js';
import { Facts, Me, SignedIn, type RequestFacts } from '../../platform/http/access.js';
import { Answers, AnswersFile, AnswersPage, Api, show, TakesIdempotencyKey } from '../../platform/http/api-schema.js';
import { bindOrThrow } from '../../platform/http/bind.js';
import { ListQuery, mapPage } from '../../platform/http/paging.js';

const record = show.object({
  id: show.id,
  kind: show.text,
  state: show.code(exportStates),
  rows: show.count,
  problem: show.maybe(show.text),
  createdAt: show.instant,
  doneAt: show.maybe(show.instant),
  expiresAt: show.maybe({ ...show.instant, description: 'from then on the file is gone' }),
});

const asked = show.object({
  kind: {
    ...show.text,
    description:
      'financing.needs, financing.referrals, financing.products, organisations, admin.users, admin.registrations, imports, work.funnel, work.institutions',
  },
  filter: { ...show.anything, description: "the list's filter as it stands in the address of its page" },
});

/** Lists as spreadsheets, written in the background; each kind asks for its own permission, as on its page. */
@Api('exports')
@Controller('api/v1/exports')
@SignedIn()
export class ExportApi {
  constructor(private readonly exports: Exports) {}

  @Get()
  @AnswersPage(record)
  async list(@Me() me: Actor, @Query() query: ListQuery) {
    return mapPage(await this.exports.page(me, await bindOrThrow(ListQuery, query)), view);
  }

  /** However few rows there are: the file is there when its state is `done`. */
  @Post()
  @TakesIdempotencyKey()
  @ApiBody({ schema: asked as object })
  @Answers(201, record)
  async ask(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Body() body: Record<string, unknown>) {
    return view(await this.exports.queue(me, text(body['kind']), filterIn(body['filter']), locale));
  }

  @Get(':id')
  @Answers(200, record)
  async show(@Me() me: Actor, @Param('id') id: string) {
    return view(await this.exports.own(me, id));
  }

  @Get(':id/file')
  @AnswersFile()
  async file(@Me() me: Actor, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const { file, stream } = await this.exports.open(me, id);
    void reply.headers(downloadHeaders(file)).send(stream);
  }
}

const view = (job: ExportJob): object => ({
  id: job.id,
  kind: job.kind,
  state: job.state,
  rows: job.total,
  problem: job.problem,
  createdAt: job.createdAt.toISOString(),
  doneAt: job.doneAt?.toISOString() ?? null,
  expiresAt: job.expiresAt?.toISOString() ?? null,
});

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Names with a text, a number or several texts. @throws Problem `validation` */
function filterIn(value: unknown): ExportFilter {
  const fault = new Problem('validation', {}, [{ field: 'filter', code: 'text', params: {} }]);
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw fault;
  const said = (one: unknown): string => {
    if (typeof one !== 'string' && typeof one !== 'number') throw fault;
    return String(one);
  };
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, Array.isArray(one) ? one.map(said) : said(one)]),
  );
}
