import { Controller, Get, Query } from '@nestjs/common';
import { equals } from '../../platform/database/conditions.js';
import { Database } from '../../platform/database/database.js';
import { toInstant } from '../../platform/database/rows.js';
import { Allow } from '../../platform/http/access.js';
import { AnswersPage, Api, show } from '../../platform/http/api-schema.js';
import { bindOrThrow } from '../../platform/http/bind.js';
import { field, form } from '../../platform/http/fields.js';
import { ListQuery, listPage, mapPage } from '../../platform/http/paging.js';

const maybe = { optional: true } as const;

@form('api.audit')
export class AuditQuery extends ListQuery {
  @field.hidden({ ...maybe, max: 40 }) type!: string | null;
  @field.hidden({ ...maybe, max: 36 }) id!: string | null;
  @field.hidden({ ...maybe, max: 36 }) actorUserId!: string | null;
  @field.hidden({ ...maybe, max: 60 }) action!: string | null;
}

const record = show.object({
  id: show.id,
  type: show.text,
  recordId: show.text,
  seq: show.count,
  action: show.text,
  actorUserId: show.maybe(show.text),
  actorOrganisationId: show.maybe(show.text),
  at: show.instant,
  facts: { ...show.anything, description: 'before, after, changed, note: codes, ids, days and amounts' },
  hash: show.text,
});

interface Row {
  id: string;
  type: string;
  recordId: string;
  seq: number;
  action: string;
  actorUserId: string | null;
  actorOrganisationId: string | null;
  at: Date | string;
  payload: string;
  hash: string;
}

/** Who did what to which record, newest first. */
@Api('audit')
@Controller('api/v1/audit')
export class AuditApi {
  constructor(private readonly db: Database) {}

  @Get()
  @Allow('platform.audit.read')
  @AnswersPage(record)
  async list(@Query() query: AuditQuery) {
    const { type, id, actorUserId, action, ...page } = await bindOrThrow(AuditQuery, query);
    const listing = {
      columns:
        'a.aggregateType AS type, a.aggregateId AS recordId, a.seq, a.action, a.actorUserId, a.actorOrganisationId, a.at, a.payload, a.hash',
      from: 'audit_entry a',
      key: 'a.id',
      where: equals({
        'a.aggregateType': type,
        'a.aggregateId': id,
        'a.actorUserId': actorUserId,
        'a.action': action,
      }),
    };
    return mapPage(await listPage<Row>(this.db, listing, page), ({ payload, ...row }) => ({
      ...row,
      at: toInstant(row.at).toISOString(),
      facts: JSON.parse(payload) as object,
    }));
  }
}
