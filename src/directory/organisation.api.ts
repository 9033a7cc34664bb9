import { Body, Controller, Get, Injectable, Param, Post, Query } from '@nestjs/common';
import { organisationKinds, type Actor, type OrganisationKind } from '../kernel/actor.js';
import { Problem } from '../kernel/problem.js';
import { equals, type Condition } from '../platform/database/conditions.js';
import { Database } from '../platform/database/database.js';
import { toInstant } from '../platform/database/rows.js';
import { Allow, Me } from '../platform/http/access.js';
import { Answers, AnswersPage, Api, show, TakesIdempotencyKey } from '../platform/http/api-schema.js';
import { bindOrThrow } from '../platform/http/bind.js';
import { field, form } from '../platform/http/fields.js';
import { ListQuery, listPage, mapPage } from '../platform/http/paging.js';
import { organisationStates } from '../platform/identity/organisation.entity.js';
import { nameKey, Organisations } from './organisations.js';

@form('api.organisations')
export class OrganisationQuery extends ListQuery {
  @field.choice(organisationKinds, { optional: true }) kind!: OrganisationKind | null;
  /** Part of the name, or a whole credit code. */
  @field.text({ optional: true, max: 60 }) search!: string | null;
}

@form('api.organisation')
export class OrganisationBody {
  @field.choice(organisationKinds.filter((kind) => kind !== 'centre')) kind!: OrganisationKind;
  @field.text({ max: 120 }) name!: string;
  @field.creditCode({ optional: true }) creditCode!: string | null;
}

const record = show.object({
  id: show.id,
  kind: show.code(organisationKinds),
  name: show.text,
  creditCode: show.maybe(show.text),
  state: show.code(organisationStates),
  sample: show.flag,
  createdAt: show.instant,
  version: show.count,
});

interface Row {
  id: string;
  kind: OrganisationKind;
  name: string;
  creditCode: string | null;
  state: string;
  sample: unknown;
  createdAt: Date | string;
  version: number;
}

@Injectable()
export class OrganisationApiViews {
  constructor(private readonly db: Database) {}

  async page(query: ListQuery, where: readonly Condition[]) {
    const listing = {
      columns: 'o.kind, o.name, o.creditCode, o.state, o.sample, o.createdAt, o.version',
      from: 'organisation o',
      key: 'o.id',
      where,
    };
    return mapPage(await listPage<Row>(this.db, listing, query), (row) => ({
      ...row,
      sample: Number(row.sample) === 1,
      createdAt: toInstant(row.createdAt).toISOString(),
    }));
  }

  async record(id: string): Promise<object> {
    const found = await this.page({ limit: 1, cursor: null }, equals({ 'o.id': id }));
    const [one] = found.items;
    if (!one) throw new Problem('not-found');
    return one;
  }
}

/** Organisations for programs of the centre. */
@Api('organisations')
@Controller('api/v1/organisations')
export class OrganisationApi {
  constructor(
    private readonly organisations: Organisations,
    private readonly views: OrganisationApiViews,
  ) {}

  @Get()
  @Allow('directory.organisation.read')
  @AnswersPage(record)
  async list(@Query() query: OrganisationQuery) {
    const { kind, search, ...page } = await bindOrThrow(OrganisationQuery, query);
    return this.views.page(page, [...equals({ 'o.kind': kind }), ...searching(search)]);
  }

  @Post()
  @Allow('directory.organisation.edit')
  @TakesIdempotencyKey()
  @Answers(201, record)
  async create(@Me() me: Actor, @Body() body: OrganisationBody) {
    const { id } = await this.organisations.create(me, await bindOrThrow(OrganisationBody, body));
    return this.views.record(id);
  }

  @Get(':id')
  @Allow('directory.organisation.read')
  @Answers(200, record)
  show(@Param('id') id: string) {
    return this.views.record(id);
  }
}

function searching(text: string | null): Condition[] {
  const key = nameKey(text ?? '').replaceAll(/[%_\\]/g, '');
  if (key === '') return [];
  return [{ sql: 'o.searchText LIKE ? OR o.creditCode = ?', params: [`%${key}%`, key.toUpperCase()] }];
}
