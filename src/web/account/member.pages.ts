import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Allow, Me } from '../../platform/http/access.js';
import { pageNumber, pagerOf, type Query as Parameters } from '../../platform/http/list-address.js';
import { page } from '../../platform/views/result.js';
import { People } from './people.queries.js';
import { PersonPages } from './person.pages.js';

/** The people of one's own organisation. */
@Controller('members')
@Allow('directory.organisation.members')
export class MemberPages extends PersonPages {
  protected readonly base = '/members';

  @Get()
  async list(@Me() me: Actor, @Query() query: Parameters) {
    const { total, rows } = await this.people.list({ organisation: me.organisationId }, pageNumber(query));
    const organisation = await this.members.organisation(me, me.organisationId);
    return page('account/members', { rows, organisation, pager: pagerOf(this.base, query, total, People.pageSize) });
  }

  @Get('new')
  async blank(@Me() me: Actor) {
    return this.invitePage(me, await this.members.organisation(me, me.organisationId));
  }

  @Post()
  async add(@Me() me: Actor, @Body() body: unknown) {
    return this.invite(me, await this.members.organisation(me, me.organisationId), body);
  }
}
