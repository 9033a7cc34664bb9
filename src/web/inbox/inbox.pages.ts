import { Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Settings } from '../../platform/config/settings.js';
import { Facts, Me, SignedIn, type RequestFacts } from '../../platform/http/access.js';
import { QueryText } from '../../platform/http/query-text.js';
import { message } from '../../platform/i18n/message.js';
import { Words } from '../../platform/i18n/words.js';
import { Inbox } from '../../platform/notifications/inbox.service.js';
import { NoticeFormat } from '../../platform/notifications/notice-format.js';
import { page, redirect } from '../../platform/views/result.js';
import { groupByCase } from './inbox-groups.js';

/** What one was told, by case, the unread first. Reading changes something, so it is a button and not a link. */
@Controller('inbox')
@SignedIn()
export class InboxPages {
  constructor(
    private readonly inbox: Inbox,
    private readonly words: Words,
    private readonly settings: Settings,
  ) {}

  @Get()
  async show(
    @Me() me: Actor,
    @Facts() { locale }: RequestFacts,
    @QueryText('show') asked: string | undefined,
    @QueryText('after') given: unknown,
  ) {
    const unread = asked === 'unread';
    const after = typeof given === 'string' ? given : undefined;
    const notices = await this.inbox.list(me.userId, { unread, ...(after && { after }) });
    const format = new NoticeFormat(locale, this.settings.businessZone);
    const last = notices.length === Inbox.pageSize ? notices.at(-1) : undefined;
    const count = await this.inbox.unread(me.userId);
    return page('inbox/list', {
      groups: groupByCase(notices).map((group) => ({
        ...group,
        items: group.notices.map((notice) => {
          const { id, readAt, createdAt, kind, params } = notice;
          return { id, readAt, createdAt, text: format.line(this.words, kind, params) };
        }),
      })),
      unreadOnly: unread,
      count,
      tabs: [
        { href: '/inbox', label: message('inbox.all'), current: !unread },
        { href: '/inbox?show=unread', label: message('inbox.unread'), count, current: unread },
      ],
      olderHref: last ? `/inbox?${new URLSearchParams({ ...(unread && { show: 'unread' }), after: last.id })}` : null,
    });
  }

  @Post(':id/opening')
  async open(@Me() me: Actor, @Param('id') id: string) {
    const notice = await this.inbox.of(me.userId, id);
    if (!notice) throw new Problem('not-found');
    await this.inbox.markRead(me.userId, id);
    return redirect(notice.href);
  }

  @Post('reading')
  async readAll(@Me() me: Actor) {
    await this.inbox.markAllRead(me.userId);
    return redirect('/inbox', 'inbox.all-read');
  }
}
