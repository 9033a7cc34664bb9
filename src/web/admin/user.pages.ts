import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Allow, Me } from '../../platform/http/access.js';
import { bindReadable } from '../../platform/http/bind.js';
import { field, form } from '../../platform/http/fields.js';
import { pageNumber, pagerOf, type Query as Parameters } from '../../platform/http/list-address.js';
import { allRoles } from '../../platform/identity/roles.js';
import { page } from '../../platform/views/result.js';
import { People, personStates, type PersonState } from '../account/people.queries.js';
import { PersonPages } from '../account/person.pages.js';

@form('admin.users.filter')
class UserFilter {
  @field.text({ optional: true, max: 60 }) q!: string | null;
  @field.choice(allRoles, { optional: true, words: 'role' }) role!: string | null;
  @field.choice(personStates, { optional: true, words: 'account.state' }) state!: PersonState | null;
  @field.hidden({ optional: true, max: 36 }) organisation!: string | null;
}

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
    return page('admin/users', { rows, filter: this.forms.blank(UserFilter, filter), filtered, pager });
  }

  @Get('new')
  async blank(@Me() me: Actor, @Query('organisation') organisationId: string | undefined) {
    return this.invitePage(me, await this.members.organisation(me, organisationId ?? ''));
  }

  @Post()
  async add(@Me() me: Actor, @Query('organisation') organisationId: string | undefined, @Body() body: unknown) {
    if (!organisationId) throw new Problem('not-found');
    return this.invite(me, await this.members.organisation(me, organisationId), body);
  }
}
