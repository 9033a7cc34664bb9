import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { ApiBody } from '@nestjs/swagger';
import { Allow, Me } from '../../../platform/http/access.js';
import { idsIn } from '../../../platform/http/api-body.js';
import { Answers, Api, show, TakesIdempotencyKey } from '../../../platform/http/api-schema.js';
import { bindOrThrow } from '../../../platform/http/bind.js';
import { field, form } from '../../../platform/http/fields.js';
import { ClientManagers } from './client-managers.service.js';
import { ManagerQueries, type ManagerRow } from './manager.queries.js';

@form('api.client-manager')
export class ManagerBody {
  @field.whole({ min: 1, max: 200 }) caseLimit!: number;
  @field.flag() away!: boolean;
}

@form('api.client-manager')
export class NewManagerBody extends ManagerBody {
  @field.hidden({ max: 36 }) userId!: string;
}

const terms = { caseLimit: show.count, away: show.flag, products: show.list(show.id) };
const takes = (schema: object) => ApiBody({ schema });

const managerRecord = show.object({
  id: show.id,
  user: show.object({ id: show.id, name: show.text }),
  caseLimit: show.count,
  load: { ...show.count, description: 'open cases now' },
  away: show.flag,
  active: { ...show.flag, description: 'the account is there and may answer referrals' },
  products: show.list(show.object({ id: show.id, number: show.text, title: show.text })),
});

/** An institution's client managers for programs. */
@Api('financing client managers')
@Controller('api/v1/financing/client-managers')
@Allow('financing.manager.edit')
export class ClientManagerApi {
  constructor(
    private readonly managers: ClientManagers,
    private readonly queries: ManagerQueries,
  ) {}

  @Get()
  @Answers(200, show.object({ items: show.list(managerRecord) }))
  async list(@Me() me: Actor) {
    return { items: (await this.queries.ofInstitution(me.organisationId)).map(recordOf) };
  }

  @Post()
  @TakesIdempotencyKey()
  @takes(show.object({ userId: show.id, ...terms }))
  @Answers(201, managerRecord)
  async add(@Me() me: Actor, @Body() body: unknown) {
    const [{ userId, ...input }, products] = [
      await bindOrThrow(NewManagerBody, withoutProducts(body)),
      idsIn(body, 'products'),
    ];
    return recordOf(await this.managers.require(me, await this.managers.add(me, userId, { ...input, products })));
  }

  @Put(':id')
  @takes(show.object(terms))
  @Answers(200, managerRecord)
  async edit(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    await this.managers.require(me, id);
    const [input, products] = [await bindOrThrow(ManagerBody, withoutProducts(body)), idsIn(body, 'products')];
    await this.managers.edit(me, id, { ...input, products });
    return recordOf(await this.managers.require(me, id));
  }
}

/** The list of products is read by itself. */
function withoutProducts(body: unknown): object {
  const { products: _products, ...rest } = (body ?? {}) as Record<string, unknown>;
  return rest;
}

const recordOf = ({ id, userId, name, caseLimit, load, away, active, products }: ManagerRow) => ({
  id,
  user: { id: userId, name },
  caseLimit,
  load,
  away,
  active,
  products: products.map(({ state: _state, ...product }) => product),
});
