import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Database } from '../../platform/database/database.js';
import { Notice } from '../../platform/notifications/notice.entity.js';
import { toInstant } from '../../platform/database/rows.js';
import { Me, SignedIn } from '../../platform/http/access.js';
import { Answers, AnswersPage, Api, show, TakesIdempotencyKey } from '../../platform/http/api-schema.js';
import { bindOrThrow } from '../../platform/http/bind.js';
import { field, form } from '../../platform/http/fields.js';
import { ListQuery, listPage, mapPage } from '../../platform/http/paging.js';
import { Inbox } from '../../platform/notifications/inbox.service.js';

@form('api.notices')
export class NoticeQuery extends ListQuery {
  @field.flag() unread!: boolean;
}

const record = show.object({
  id: show.id,
  kind: show.text,
  about: show.object({ type: show.text, id: show.text, href: show.text }),
  params: show.anything,
  createdAt: show.instant,
  readAt: show.maybe(show.instant),
});

interface Row {
  id: string;
  kind: string;
  aboutType: string;
  aboutId: string;
  href: string;
  params: string | object;
  createdAt: Date | string;
  readAt: Date | string | null;
}

/** The caller's own inbox: kinds and what they are about, the words are in the catalogues. */
@Api('notices')
@Controller('api/v1/notices')
export class NoticeApi {
  constructor(
    private readonly db: Database,
    private readonly inbox: Inbox,
  ) {}

  @Get()
  @SignedIn()
  @AnswersPage(record)
  async list(@Me() me: Actor, @Query() query: NoticeQuery) {
    const { unread, ...page } = await bindOrThrow(NoticeQuery, query);
    const listing = {
      columns: 'n.kind, n.aboutType, n.aboutId, n.href, n.params, n.createdAt, n.readAt',
      from: 'notice n',
      key: 'n.id',
      where: [
        { sql: 'n.userId = ?', params: [me.userId] },
        ...(unread ? [{ sql: 'n.readAt IS NULL', params: [] }] : []),
      ],
    };
    return mapPage(await listPage<Row>(this.db, listing, page), ({ aboutType, aboutId, href, ...row }) => ({
      ...row,
      about: { type: aboutType, id: aboutId, href },
      params: typeof row.params === 'string' ? (JSON.parse(row.params) as object) : row.params,
      createdAt: toInstant(row.createdAt).toISOString(),
      readAt: toInstant(row.readAt)?.toISOString() ?? null,
    }));
  }

  @Post(':id/reading')
  @SignedIn()
  @TakesIdempotencyKey()
  @Answers(201, show.object({ unread: show.count }))
  async read(@Me() me: Actor, @Param('id') id: string) {
    const own = await this.db.repo(Notice).existsBy({ id, userId: me.userId });
    if (!own) throw new Problem('not-found');
    await this.inbox.markRead(me.userId, id);
    return { unread: await this.inbox.unread(me.userId) };
  }
}
