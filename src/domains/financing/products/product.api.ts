import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import type { Actor } from '../../../kernel/actor.js';
import { Allow, Me } from '../../../platform/http/access.js';
import { Answers, AnswersPage, Api, TakesIdempotencyKey, TakesIfMatch } from '../../../platform/http/api-schema.js';
import { bindOrThrow } from '../../../platform/http/bind.js';
import { IfMatch } from '../../../platform/http/versions.js';
import { CriterionBody, ProductBody, productInput, ProductQuery, TermsBody, TierBody } from './product.api-forms.js';
import { productItem, ProductApiViews, productRecord } from './product.api-views.js';
import { Products, type ProductMove } from './products.service.js';

const list = (type: new () => object) => ({ type: 'array', items: { $ref: getSchemaPath(type) } });

const TakesProduct = () =>
  ApiBody({
    schema: {
      allOf: [
        { $ref: getSchemaPath(ProductBody) },
        {
          type: 'object',
          required: ['tiers'],
          properties: {
            terms: { $ref: getSchemaPath(TermsBody) },
            tiers: list(TierBody),
            criteria: {
              type: 'array',
              items: { allOf: [{ $ref: getSchemaPath(CriterionBody) }, { type: 'object', properties: { value: {} } }] },
            },
          },
        },
      ],
    },
  });

/** Loan products for programs. Terms and criteria are replaced as a whole; old revisions stay for what was matched on them. */
@Api('financing products')
@ApiExtraModels(ProductBody, TermsBody, TierBody, CriterionBody)
@Controller('api/v1/financing/products')
export class ProductApi {
  constructor(
    private readonly products: Products,
    private readonly views: ProductApiViews,
  ) {}

  @Get()
  @Allow('financing.product.read')
  @AnswersPage(productItem)
  async list(@Me() me: Actor, @Query() query: ProductQuery) {
    return this.views.list(me, await bindOrThrow(ProductQuery, query));
  }

  @Post()
  @Allow('financing.product.edit')
  @TakesIdempotencyKey()
  @TakesProduct()
  @Answers(201, productRecord)
  async create(@Me() me: Actor, @Body() body: unknown) {
    const { id } = await this.products.create(me, await productInput(body, me.organisationId));
    return this.views.record(me, id);
  }

  @Get(':id')
  @Allow('financing.product.read')
  @Answers(200, productRecord)
  show(@Me() me: Actor, @Param('id') id: string) {
    return this.views.record(me, id);
  }

  @Put(':id')
  @Allow('financing.product.edit')
  @TakesIfMatch()
  @TakesProduct()
  @Answers(200, productRecord)
  async edit(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown, @IfMatch() version: number | undefined) {
    const offer = await this.products.requireEditable(me, id);
    const input = await productInput(body, offer.organisationId);
    await this.products.edit(me, id, input, version ?? offer.version);
    return this.views.record(me, id);
  }

  @Post(':id/proposal')
  @Allow('financing.product.edit')
  @TakesIdempotencyKey()
  @Answers(201, productRecord)
  propose(@Me() me: Actor, @Param('id') id: string) {
    return this.move(me, id, 'propose');
  }

  @Post(':id/publication')
  @Allow('financing.product.publish')
  @TakesIdempotencyKey()
  @Answers(201, productRecord)
  publish(@Me() me: Actor, @Param('id') id: string) {
    return this.move(me, id, 'publish');
  }

  @Post(':id/return')
  @Allow('financing.product.publish')
  @TakesIdempotencyKey()
  @Answers(201, productRecord)
  giveBack(@Me() me: Actor, @Param('id') id: string) {
    return this.move(me, id, 'return');
  }

  @Post(':id/pause')
  @Allow('financing.product.edit')
  @TakesIdempotencyKey()
  @Answers(201, productRecord)
  pause(@Me() me: Actor, @Param('id') id: string) {
    return this.move(me, id, 'pause');
  }

  @Post(':id/resumption')
  @Allow('financing.product.edit')
  @TakesIdempotencyKey()
  @Answers(201, productRecord)
  resume(@Me() me: Actor, @Param('id') id: string) {
    return this.move(me, id, 'resume');
  }

  @Post(':id/retirement')
  @Allow('financing.product.edit')
  @TakesIdempotencyKey()
  @Answers(201, productRecord)
  retire(@Me() me: Actor, @Param('id') id: string) {
    return this.move(me, id, 'retire');
  }

  /** 仍有效: looked at, nothing changed. */
  @Post(':id/confirmation')
  @Allow('financing.product.edit')
  @TakesIdempotencyKey()
  @Answers(201, productRecord)
  async stillValid(@Me() me: Actor, @Param('id') id: string) {
    await this.products.stillValid(me, id);
    return this.views.record(me, id);
  }

  private async move(me: Actor, id: string, move: ProductMove): Promise<object> {
    await this.products.move(me, id, move);
    return this.views.record(me, id);
  }
}
