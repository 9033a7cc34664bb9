import { Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../kernel/actor.js';
import { auditActions, auditTypes, type AuditAction } from '../../kernel/audit-actions.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { AuditVerification } from '../../platform/audit/audit-verification.service.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { downloadHeaders } from '../../platform/files/download-headers.js';
import { Allow, Facts, Me, type RequestFacts } from '../../platform/http/access.js';
import { bindReadable } from '../../platform/http/bind.js';
import { field, form } from '../../platform/http/fields.js';
import { Forms } from '../../platform/http/forms.js';
import { hrefWith, pageNumber, pagerOf, type Query as Parameters } from '../../platform/http/list-address.js';
import { message, type Text } from '../../platform/i18n/message.js';
import { Words } from '../../platform/i18n/words.js';
import { Spreadsheets } from '../../platform/spreadsheet/spreadsheets.service.js';
import type { ColumnKind } from '../../platform/spreadsheet/workbook-spec.js';
import { page, redirect } from '../../platform/views/result.js';
import { factsOf, Trail } from './audit.queries.js';

/** An action that this version does not know (an older one's, or a forged one) stands as its code. */
const wordsOf = ({ action, type }: { action: string; type: string }): { actionWord: Text; typeWord: Text } => ({
  actionWord: (auditActions as readonly string[]).includes(action) ? message(`audit.action.${action}`) : action,
  typeWord: (auditTypes as readonly string[]).includes(type) ? message(`audit.type.${type}`) : type,
});

@form('admin.audit.filter')
class TrailForm {
  @field.text({ optional: true, max: 60 }) record!: string | null;
  @field.text({ optional: true, max: 60 }) actor!: string | null;
  @field.choice(auditActions, { optional: true, words: 'audit.action' }) action!: AuditAction | null;
  @field.day({ optional: true }) from!: string | null;
  @field.day({ optional: true }) to!: string | null;
}

const PAGE = 50;
/** More than an auditor reads; a whole trail is a matter for the database's backup. */
const EXPORT_ROWS = 10_000;
const PATH = '/admin/audit';

/** Who did what to which record, when; and whether the trail is whole. */
@Controller('admin')
@Allow('platform.audit.read')
export class AuditPages {
  constructor(
    private readonly forms: Forms,
    private readonly trail: Trail,
    private readonly audit: Audit,
    private readonly verification: AuditVerification,
    private readonly spreadsheets: Spreadsheets,
    private readonly words: Words,
    private readonly clock: BusinessClock,
  ) {}

  @Get('audit')
  async show(@Query() query: Parameters) {
    const filter = bindReadable(TrailForm, query);
    const rows = await this.trail.list(filter, PAGE, (pageNumber(query) - 1) * PAGE);
    return page('admin/audit', {
      rows: rows.map((row) => ({ ...row, ...factsOf(row.payload), ...wordsOf(row) })),
      filter: this.forms.blank(TrailForm, filter),
      filtered: Object.values(filter).some(Boolean),
      exportHref: hrefWith(`${PATH}.xlsx`, query, { page: undefined }),
      pager: pagerOf(PATH, query, await this.trail.count(filter), PAGE),
    });
  }

  /** Whole: said on the list. Broken: where. */
  @Post('audit/verification')
  async verify() {
    const breaks = await this.verification.verify();
    if (breaks.length === 0) return redirect(PATH, 'admin.audit.whole');
    return page('admin/audit-breaks', { breaks });
  }

  @Get('audit.xlsx')
  async export(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @Query() query: Parameters,
    @Res() reply: FastifyReply,
  ) {
    const rows = await this.trail.list(bindReadable(TrailForm, query), EXPORT_ROWS);
    await this.audit.look(me, { type: 'audit', id: 'export', fields: [String(rows.length)] });
    const word = (name: string) => this.words.t(locale, `admin.audit.column.${name}`);
    const column = (key: string, kind: ColumnKind, width: number) => ({ key, header: word(key), kind, width });
    const bytes = await this.spreadsheets.write({
      sheets: [
        {
          name: this.words.t(locale, 'admin.audit.title'),
          columns: [
            column('at', 'datetime', 20),
            column('actorName', 'text', 14),
            column('organisationName', 'text', 30),
            column('action', 'text', 24),
            column('type', 'text', 16),
            column('recordName', 'text', 30),
            column('recordId', 'text', 38),
            column('code', 'text', 24),
            column('seq', 'number', 8),
            column('payload', 'text', 80),
          ],
          rows: rows.map(({ id: _id, ...row }) => ({
            ...row,
            code: row.action,
            action: this.words.say(locale, wordsOf(row).actionWord),
            type: this.words.say(locale, wordsOf(row).typeWord),
          })),
        },
      ],
    });
    const name = `audit-${this.clock.today()}.xlsx`;
    void reply.headers(downloadHeaders({ name, type: 'xlsx', size: bytes.length })).send(bytes);
  }
}
