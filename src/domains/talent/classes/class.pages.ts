import { Controller, Get, Param } from '@nestjs/common';
import { may, type Actor } from '../../../kernel/actor.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { QueryText } from '../../../platform/http/query-text.js';
import { message } from '../../../platform/i18n/message.js';
import { page } from '../../../platform/views/result.js';
import { CLASS_PAGE, classGroups, ClassQueries } from './class.queries.js';
import { ClassViews } from './class.views.js';
import { classHref, classTones } from './class-look.js';

/** Order classes as lists and one by one; what may be done with one is on pages of its own. */
@Controller('talent/classes')
export class ClassPages {
  constructor(
    private readonly queries: ClassQueries,
    private readonly views: ClassViews,
  ) {}

  @Get()
  @Allow('talent.class.read')
  async list(
    @Me() me: Actor,
    @QueryText('state') asked?: string,
    @QueryText('plan') plan?: string,
    @QueryText('page') pageText?: string,
    @QueryText('q') typed?: string,
  ) {
    const state = asked !== undefined && asked in classGroups ? asked : null;
    const q = typeof typed === 'string' ? typed.trim().slice(0, 60) || null : null;
    const number = Math.max(1, Math.trunc(Number(pageText ?? 1)) || 1);
    const { rows, total } = await this.queries.list(me, { state, plan: plan ?? null, q }, number);
    const address = (change: Record<string, string | null>) => {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries({ state, plan: plan ?? null, q, ...change }))
        if (value) query.set(name, value);
      return query.size === 0 ? '/talent/classes' : `/talent/classes?${query}`;
    };
    const pages = Math.max(1, Math.ceil(total / CLASS_PAGE));
    return page('talent/classes', {
      totals: may(me, 'talent.placement.read'),
      tabs: [null, ...Object.keys(classGroups)].map((group) => ({
        label: message(`class.group.${group ?? 'all'}`),
        href: address({ state: group }),
        current: group === state,
      })),
      rows: rows.map((row) => ({
        ...row,
        href: classHref(row.id),
        tone: classTones[row.state],
        bar: {
          committed: row.confirmed,
          intended: row.seats - row.confirmed,
          capacity: row.capacity,
          minimum: row.minSize,
        },
      })),
      total,
      page: number,
      pages,
      ...(number > 1 && { previous: address({ page: String(number - 1) }) }),
      ...(number < pages && { next: address({ page: String(number + 1) }) }),
      noneText: message(me.organisationKind === 'centre' ? 'class.none.text' : 'class.none.mine'),
    });
  }

  @Get(':id')
  @Allow('talent.class.read')
  async show(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    return page('talent/class', await this.views.show(me, id, locale));
  }
}
