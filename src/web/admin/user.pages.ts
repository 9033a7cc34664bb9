import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Allow, Me } from '../../platform/http/access.js';
import { bindReadable } from '../../platform/http/bind.js';
import {
  hrefWith,
  pageNumber,
  pagerOf,
  readAddress,
  type Query as Parameters,
} from '../../platform/http/list-address.js';
import { QueryText } from '../../platform/http/query-text.js';
import { page } from '../../platform/views/result.js';
import { People } from '../account/people.queries.js';
import { PersonPages } from '../account/person.pages.js';
import { UserFilter } from './user-filter.form.js';

/** Everybody's accounts. */
@Controller('admin/users')
@Allow('platform.user.manage')
export class UserPages extends PersonPages {
  protected readonly base = '/admin/users';

  @Get()
  async list(@Query() query: Parameters) {
    const filter = bindReadable(UserFilter, query);
    const { total, rows } = await this.people.list(filter, pageNumber(query));
    const pager = pagerOf(this.base, query, total, People.pageSize);
    const filtered = Object.values(filter).some(Boolean);
    const exportHref = hrefWith(`${this.base}/export`, readAddress(UserFilter, query), {});
    return page('admin/users', { rows, filter: this.forms.blank(UserFilter, filter), filtered, pager, exportHref });
  }

  @Get('new')
  async blank(@Me() me: Actor, @QueryText('organisation') organisationId: string | undefined) {
    return this.invitePage(me, await this.members.organisation(me, organisationId ?? ''));
  }

  @Post()
  async add(@Me() me: Actor, @QueryText('organisation') organisationId: string | undefined, @Body() body: unknown) {
    if (!organisationId) throw new Problem('not-found');
    return this.invite(me, await this.members.organisation(me, organisationId), body);
  }
}
