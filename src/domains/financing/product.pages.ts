import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Problem } from '../../kernel/problem.js';
import { Allow, Facts, Me, type RequestFacts } from '../../platform/http/access.js';
import { bind } from '../../platform/http/bind.js';
import { formView } from '../../platform/http/form-view.js';
import { page, redirect } from '../../platform/views/result.js';
import { productHref } from './match-links.js';
import { ProductFilterForm } from './product.forms.js';
import { ProductQueries, type ProductFilter } from './product.queries.js';
import { ProductViews } from './product.views.js';
import { productMoves, Products, type ProductMove } from './products.service.js';

const nothing: ProductFilter = { institution: null, amount: null, guarantee: null, text: null, state: null };
const names = Object.keys(nothing);

/** The catalogue and one product (F5). */
@Controller('financing/products')
export class ProductPages {
  constructor(
    private readonly products: Products,
    private readonly queries: ProductQueries,
    private readonly views: ProductViews,
  ) {}

  @Get()
  @Allow('financing.product.read')
  async list(@Me() me: Actor, @Query() query: Record<string, unknown>) {
    const asked = Object.fromEntries(names.filter((name) => name in query).map((name) => [name, query[name]]));
    const bound = await bind(ProductFilterForm, asked);
    const form = formView(ProductFilterForm, asked, bound.ok ? [] : bound.problems, 'typed');
    for (const field of Object.values(form.fields)) field.optional = false; // a filter need not say so
    const institution = form.fields['institution'];
    if (institution) {
      institution.kind = 'choice';
      institution.options = (await this.queries.institutions()).map(({ id, name }) => ({
        value: id,
        label: name,
        checked: id === asked['institution'],
      }));
    }
    const pageNumber = Math.max(1, Math.trunc(Number(query['page'] ?? 1)) || 1);
    const list = await this.views.list(me, bound.ok ? bound.input : nothing, pageNumber);
    const address = (to: number) =>
      `/financing/products?${new URLSearchParams({ ...textOnly(asked), page: String(to) })}`;
    const { pages } = list as { pages: number };
    return page('financing/products', {
      ...list,
      filter: form,
      filtered: Object.values(asked).some((value) => value !== ''),
      ...(pageNumber > 1 && { previous: address(pageNumber - 1) }),
      ...(pageNumber < pages && { next: address(pageNumber + 1) }),
    });
  }

  @Get(':id')
  @Allow('financing.product.read')
  async show(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    return page('financing/product', await this.views.show(me, id, locale));
  }

  @Get(':id/test')
  @Allow('financing.product.edit')
  async test(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    await this.products.requireEditable(me, id);
    return page('financing/product-test', await this.views.test(me, id, locale));
  }

  @Post(':id/moves')
  @Allow('financing.product.edit')
  async move(@Me() me: Actor, @Param('id') id: string, @Body() body: Record<string, unknown>) {
    const move = body['move'];
    if (!(productMoves as readonly unknown[]).includes(move)) throw new Problem('unreadable-body');
    await this.products.move(me, id, move as ProductMove);
    return redirect(productHref(id), `financing.product.moved.${move as ProductMove}`);
  }

  @Post(':id/still-valid')
  @Allow('financing.product.edit')
  async stillValid(@Me() me: Actor, @Param('id') id: string) {
    await this.products.stillValid(me, id);
    return redirect(productHref(id), 'financing.product.still-valid-done');
  }
}

const textOnly = (values: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
