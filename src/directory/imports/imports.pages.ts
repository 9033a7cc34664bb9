import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { statusOf } from '../../kernel/problems.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { downloadHeaders } from '../../platform/files/download-headers.js';
import { Allow, Me } from '../../platform/http/access.js';
import { Upload } from '../../platform/http/multipart.js';
import { QueryText } from '../../platform/http/query-text.js';
import { message } from '../../platform/i18n/message.js';
import type { FormView } from '../../platform/views/form-view.js';
import { page, redirect } from '../../platform/views/result.js';
import type { Decision, ImportJob } from './import-job.entity.js';
import type { ImportKind } from './import-kind.js';
import { RUN_IMPORTS } from './import-list-export.js';
import { ImportKinds } from './import-kinds.js';
import type { ColumnAssignment } from './import-columns.js';
import { ImportRuns, type CellFix } from './import-runs.service.js';
import { ImportSheets } from './import-sheets.service.js';
import { ImportStore } from './import-store.js';
import { ImportViews, tabs, type Tab } from './imports.views.js';

type Fields = Readonly<Record<string, unknown>>;

const FILES = ['file', 'file2', 'file3'] as const;

/** Template, upload, columns, review, done: five steps, each a page of its own that works without script. */
@Controller('imports')
export class ImportPages {
  constructor(
    private readonly runs: ImportRuns,
    private readonly kinds: ImportKinds,
    private readonly store: ImportStore,
    private readonly sheets: ImportSheets,
    private readonly views: ImportViews,
    private readonly clock: BusinessClock,
  ) {}

  @Get()
  @Allow(...RUN_IMPORTS)
  async list(@Me() me: Actor) {
    const kinds = this.kinds.of(me).map(({ name }) => name);
    return page('imports/list', { kinds, jobs: this.views.list(await this.store.list(me)) });
  }

  @Get('new')
  @Allow(...RUN_IMPORTS)
  new(@Me() me: Actor, @QueryText('kind') name: string | undefined) {
    if (!name)
      return page('imports/kinds', {
        kinds: this.kinds.of(me).map((kind) => kind.name),
        steps: this.views.steps('template'),
      });
    return this.uploadPage(this.kinds.require(me, name));
  }

  private uploadPage(kind: ImportKind, problem?: Problem) {
    const several = kind.layout.sheets.length > 1;
    const accept = '.xlsx,.csv';
    const error = problem && message(`problem.${problem.code}`, { ...problem.params });
    const form: FormView = {
      key: 'imports.upload',
      errors: [],
      fields: {
        file: { kind: 'file', accept, ...(error && { error }) },
        ...(several && {
          file2: { kind: 'file', accept, optional: true },
          file3: { kind: 'file', accept, optional: true },
        }),
      },
    };
    const status = problem ? statusOf(problem.code) : 200;
    return page('imports/upload', { kind: kind.name, form, several, steps: this.views.steps('upload') }, status);
  }

  @Get('templates/:kind')
  @Allow(...RUN_IMPORTS)
  async template(@Me() me: Actor, @Param('kind') kind: string, @Res() reply: FastifyReply) {
    send(reply, await this.sheets.template(me, kind));
  }

  @Post()
  @Allow(...RUN_IMPORTS)
  async upload(@Me() me: Actor, @Body() body: Fields) {
    const kind = this.kinds.require(me, text(body.kind));
    const files = FILES.flatMap((name) => (body[name] instanceof Upload ? [body[name]] : []));
    try {
      if (files.length === 0) throw new Problem('spreadsheet-empty');
      const job = await this.runs.check(me, kind.name, files);
      const open = job.state === 'draft' || job.columns.some(({ unknown }) => unknown.length > 0);
      return redirect(`/imports/${job.id}${open ? '/columns' : ''}`);
    } catch (error) {
      if (!(error instanceof Problem) || statusOf(error.code) !== 422) throw error;
      return this.uploadPage(kind, error);
    }
  }

  @Get(':id')
  @Allow(...RUN_IMPORTS)
  async show(
    @Me() me: Actor,
    @Param('id') id: string,
    @QueryText('tab') tab: string | undefined,
    @QueryText('page') at: string | undefined,
  ) {
    const job = await this.store.require(me, id);
    const kind = this.kinds.require(me, job.kind);
    if (job.state === 'draft') return redirect(`/imports/${id}/columns`);
    const rows = await this.store.rows(id);
    if (job.state === 'committed' || job.state === 'undone')
      return page('imports/done', this.views.done(me, kind, job, rows, this.clock.now()));
    return page('imports/review', this.views.review(me, kind, job, rows, tabOf(tab), Number(at) || 1));
  }

  @Get(':id/columns')
  @Allow(...RUN_IMPORTS)
  async columns(@Me() me: Actor, @Param('id') id: string) {
    const job = await this.store.require(me, id);
    if (!['draft', 'checked'].includes(job.state)) return redirect(`/imports/${id}`);
    return page('imports/columns', this.views.columns(me, this.kinds.require(me, job.kind), job));
  }

  @Post(':id/columns')
  @Allow(...RUN_IMPORTS)
  async assign(@Me() me: Actor, @Param('id') id: string, @Body() body: Fields) {
    const before = await this.store.require(me, id);
    const assignments = namesOf(body, 'column').flatMap(([sheet = '', at = '', key]): ColumnAssignment[] => {
      const header = before.columns.find((one) => one.sheet === sheet)?.unknown[Number(at)];
      return header !== undefined && key ? [{ sheet, header, key }] : [];
    });
    const job = await this.runs.assign(me, id, assignments);
    return redirect(job.state === 'draft' ? `/imports/${id}/columns` : `/imports/${id}`);
  }

  /** Corrections and decisions of one page of the review, `fix` and `confirm` with one tap; with `do=commit` the import as well. */
  @Post(':id')
  @Allow(...RUN_IMPORTS)
  async go(@Me() me: Actor, @Param('id') id: string, @Body() body: Fields) {
    const shown = await this.store.require(me, id);
    const fixes = namesOf(body, 'cell').map(([rowId = '', key = '', typed]): CellFix => ({
      rowId,
      key,
      text: typed ?? '',
    }));
    const tapped = /^([\w-]+):(\w+):(.+)$/.exec(text(body.fix));
    if (tapped) fixes.push({ rowId: tapped[1] ?? '', key: tapped[2] ?? '', text: tapped[3] ?? '' });
    const decisions = new Map(namesOf(body, 'decision').map(([rowId = '', choice]) => [rowId, choice as Decision]));
    const [, rowId, key] = /^([\w-]+):(\w+)$/.exec(text(body.confirm)) ?? [];
    if (fixes.length > 0) await this.runs.fix(me, id, fixes);
    if (rowId && key) await this.runs.confirm(me, id, [{ rowId, key }]);
    if (decisions.size > 0) await this.runs.decide(me, id, decisions);
    const job = await this.store.require(me, id);
    const back = `/imports/${id}${tabOf(text(body.tab)) === 'duplicate' ? '?tab=duplicate' : ''}`;
    if (body.do !== 'commit') return redirect(back, 'imports.rechecked', { count: job.goodCount });
    if (job.goodCount !== shown.goodCount) return redirect(back, 'imports.changed', { count: job.goodCount }, 'warn');
    return this.commit(me, job, back);
  }

  private async commit(me: Actor, job: ImportJob, back: string) {
    try {
      await this.runs.commit(me, job.id);
      return redirect(`/imports/${job.id}`);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'import-plan-changed') throw error;
      return redirect(back, 'problem.import-plan-changed', {}, 'warn');
    }
  }

  @Get(':id/bad-rows')
  @Allow(...RUN_IMPORTS)
  async badRows(@Me() me: Actor, @Param('id') id: string, @Res() reply: FastifyReply) {
    send(reply, await this.sheets.badRows(me, id));
  }

  @Get(':id/undo')
  @Allow(...RUN_IMPORTS)
  async confirmUndo(@Me() me: Actor, @Param('id') id: string) {
    return page('imports/undo', { job: await this.store.require(me, id) });
  }

  @Post(':id/undo')
  @Allow(...RUN_IMPORTS)
  async undo(@Me() me: Actor, @Param('id') id: string) {
    await this.runs.undo(me, id);
    return redirect(`/imports/${id}`);
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const tabOf = (tab: string | undefined): Tab | null => tabs.find((one) => one === tab) ?? null;

/** Fields named `<kind>:<part>:<part>`: their parts, then their value. */
function namesOf(body: Fields, kind: string): string[][] {
  return Object.entries(body).flatMap(([name, value]) => {
    const [first, ...parts] = name.split(':');
    return first === kind ? [[...parts, text(value)]] : [];
  });
}

function send(reply: FastifyReply, { name, bytes }: { name: string; bytes: Buffer }): void {
  void reply.headers(downloadHeaders({ name, type: 'xlsx', size: bytes.length })).send(bytes);
}
