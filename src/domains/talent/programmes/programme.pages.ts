import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { Forms } from '../../../platform/http/forms.js';
import { pageNumber, pagerOf, type Query as Parameters } from '../../../platform/http/list-address.js';
import { bindReadable } from '../../../platform/http/bind.js';
import { page, redirect } from '../../../platform/views/result.js';
import { programmeHref } from '../colleges/college-links.js';
import { nameLevels } from '../colleges/college.views.js';
import { ProgrammeFilterForm } from './programme.forms.js';
import { ProgrammeQueries } from './programme.queries.js';
import { ProgrammeViews } from './programme.views.js';
import { programmeMoves, Programmes, type ProgrammeMove } from './programmes.service.js';

const PATH = '/talent/programmes';

/** Programmes of all colleges, and one in full. */
@Controller('talent/programmes')
export class ProgrammePages {
  constructor(
    private readonly forms: Forms,
    private readonly programmes: Programmes,
    private readonly views: ProgrammeViews,
  ) {}

  @Get()
  @Allow('talent.college.read')
  async list(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Query() query: Parameters) {
    const filter = bindReadable(ProgrammeFilterForm, query);
    const { rows, total } = await this.views.list(me, filter, pageNumber(query), locale);
    return page('talent/programmes', {
      rows,
      staff: me.organisationKind !== 'enterprise',
      filter: nameLevels(this.forms.blank(ProgrammeFilterForm, filter), locale),
      filtered: Object.values(filter).some((value) => value !== null),
      pager: pagerOf(PATH, query, total, ProgrammeQueries.pageSize),
    });
  }

  @Get(':id')
  @Allow('talent.college.read')
  async show(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    return page('talent/programme', await this.views.show(me, id, locale));
  }

  @Post(':id/moves')
  @Allow('talent.college.edit')
  async move(@Me() me: Actor, @Param('id') id: string, @Body() body: Record<string, unknown>) {
    const move = body['move'];
    if (!(programmeMoves as readonly unknown[]).includes(move)) throw new Problem('unreadable-body');
    await this.programmes.move(me, id, move as ProgrammeMove);
    return redirect(programmeHref(id), `talent.programme.moved.${move as ProgrammeMove}`);
  }
}
