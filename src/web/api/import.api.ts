import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { ImportJob, importStates, type ImportRow } from '../../directory/imports/import-job.entity.js';
import { RUN_IMPORTS } from '../../directory/imports/import-kinds.js';
import { ImportRuns } from '../../directory/imports/import-runs.service.js';
import { ImportStore } from '../../directory/imports/import-store.js';
import { Allow, Me } from '../../platform/http/access.js';
import { Answers, AnswersPage, Api, show, TakesIdempotencyKey } from '../../platform/http/api-schema.js';
import { bindOrThrow } from '../../platform/http/bind.js';
import { ListQuery, mapPage } from '../../platform/http/paging.js';
import { Upload } from '../../platform/http/multipart.js';

const head = {
  id: show.id,
  kind: show.text,
  fileName: show.text,
  state: show.code(importStates),
  rows: show.count,
  good: show.count,
  bad: show.count,
  duplicate: show.count,
  held: show.count,
  done: show.count,
  newcomers: show.count,
  createdAt: show.instant,
  committedAt: show.maybe(show.instant),
  undoUntil: show.maybe(show.instant),
  version: show.count,
};

const item = show.object(head);
const record = show.object({
  ...head,
  problems: show.list(
    show.object({
      sheet: show.text,
      row: { ...show.count, description: 'as numbered in the file' },
      label: show.text,
      column: { ...show.text, description: 'empty: the row as a whole' },
      code: show.text,
      params: show.anything,
    }),
  ),
});

const upload = {
  type: 'object',
  required: ['kind', 'fileName', 'content'],
  properties: {
    kind: { type: 'string', description: 'needs, enterprises, institutions, products, enterprise-years' },
    fileName: { type: 'string', description: 'ends in .xlsx or .csv; as multipart the file brings its own name' },
    content: { type: 'string', format: 'byte', description: 'base64, at most 180 KB of file; as multipart: the file' },
  },
};

/** Who may import at all; which kinds an organisation has is the kind's own permission, as on the pages. */
const MAY_IMPORT = [RUN_IMPORTS, 'financing.product.edit', 'talent.college.edit'] as const;

/** Spreadsheets in: checked first, imported as shown, taken back as a whole for a day. */
@Api('imports')
@Controller('api/v1/imports')
export class ImportApi {
  constructor(
    private readonly runs: ImportRuns,
    private readonly store: ImportStore,
  ) {}

  @Get()
  @Allow(...MAY_IMPORT)
  @AnswersPage(item)
  async list(@Me() me: Actor, @Query() query: ListQuery) {
    return mapPage(await this.store.page(me, await bindOrThrow(ListQuery, query)), view);
  }

  /** Reads and checks a file; nothing is imported yet. */
  @Post()
  @Allow(...MAY_IMPORT)
  @TakesIdempotencyKey()
  @ApiConsumes('application/json', 'multipart/form-data')
  @ApiBody({ schema: upload as object })
  @Answers(201, record)
  async check(@Me() me: Actor, @Body() body: Record<string, unknown>) {
    const { kind } = body;
    const job = await this.runs.check(me, typeof kind === 'string' ? kind : '', [fileIn(body)]);
    return this.record(job);
  }

  @Get(':id')
  @Allow(...MAY_IMPORT)
  @Answers(200, record)
  async show(@Me() me: Actor, @Param('id') id: string) {
    return this.record(await this.store.require(me, id));
  }

  /** Imports the good rows. 409 `import-plan-changed`: something else has happened meanwhile, look again. */
  @Post(':id/commit')
  @Allow(...MAY_IMPORT)
  @TakesIdempotencyKey()
  @Answers(201, record)
  async commit(@Me() me: Actor, @Param('id') id: string) {
    return this.record(await this.runs.commit(me, id));
  }

  /** Takes the whole import back; what others have built on stays. */
  @Post(':id/undo')
  @Allow(...MAY_IMPORT)
  @TakesIdempotencyKey()
  @Answers(201, record)
  async undo(@Me() me: Actor, @Param('id') id: string) {
    return this.record(await this.runs.undo(me, id));
  }

  private async record(job: ImportJob): Promise<object> {
    return { ...view(job), problems: (await this.store.rows(job.id)).flatMap(problemsOf) };
  }
}

/** @throws Problem `validation` */
function fileIn({ fileName, content }: Record<string, unknown>): { name: string; bytes: Buffer } {
  if (content instanceof Upload) return content;
  const refuse = (field: string) => new Problem('validation', {}, [{ field, code: 'required', params: {} }]);
  if (typeof fileName !== 'string' || fileName.trim() === '') throw refuse('fileName');
  if (typeof content !== 'string' || !/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(content)) throw refuse('content');
  return { name: fileName.slice(0, 190), bytes: Buffer.from(content, 'base64') };
}

const view = (job: ImportJob): object => ({
  id: job.id,
  kind: job.kind,
  fileName: job.fileName,
  state: job.state,
  rows: job.rowCount,
  good: job.goodCount,
  bad: job.badCount,
  duplicate: job.duplicateCount,
  held: job.heldCount,
  done: job.doneCount,
  newcomers: job.newcomerCount,
  createdAt: job.createdAt.toISOString(),
  committedAt: job.committedAt?.toISOString() ?? null,
  undoUntil: job.undoUntil?.toISOString() ?? null,
  version: job.version,
});

const problemsOf = ({ sheet, rowNumber, label, problems }: ImportRow): object[] =>
  problems.map(({ key, code, params }) => ({ sheet, row: rowNumber, label, column: key, code, params }));
