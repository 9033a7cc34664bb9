import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem } from '../../../kernel/problem.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import { bind, bindReadable } from '../../../platform/http/bind.js';
import { fieldsOf } from '../../../platform/http/fields.js';
import { formView } from '../../../platform/http/form-view.js';
import { hrefWith, pagerOf, readAddress } from '../../../platform/http/list-address.js';
import { message, type Text } from '../../../platform/i18n/message.js';
import type { FormView } from '../../../platform/views/form-view.js';
import { page, redirect } from '../../../platform/views/result.js';
import { productHref } from '../matching/match-links.js';
import { ProductFilterForm, readProductFilter } from './product.forms.js';
import { PAGE_SIZE, ProductQueries } from './product.queries.js';
import { ProductViews } from './product.views.js';
import { productMoves, Products, type ProductMove } from './products.service.js';

const PATH = '/financing/products';

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
    const address = readAddress(ProductFilterForm, query);
    const institutions = await this.queries.institutions();
    const pageNumber = bindReadable(ProductFilterForm, address).page ?? 1;
    const list = await this.views.list(me, readProductFilter(address), pageNumber);
    const { page: _page, ...here } = address;
    return page('financing/products', {
      ...list,
      filter: await this.filter(query, institutions),
      filtered: Object.keys(here).length > 0,
      filterTags: tags(here, institutions),
      moreOpen: Boolean(here['state'] ?? here['stale']),
      exportHref: hrefWith(`${PATH}/export`, here, {}),
      pager: pagerOf(PATH, here, list.total, PAGE_SIZE, pageNumber),
    });
  }

  /** What was typed stays, with what is wrong with it. */
  private async filter(query: Record<string, unknown>, institutions: readonly Institution[]): Promise<FormView> {
    const asked = Object.fromEntries(fieldsOf(ProductFilterForm).map(({ name }) => [name, query[name]]));
    const bound = await bind(ProductFilterForm, asked);
    const form = formView(ProductFilterForm, asked, bound.ok ? [] : bound.problems, 'typed');
    for (const field of Object.values(form.fields)) field.optional = false; // a filter need not say so
    form.fields['institution'] = {
      kind: 'choice',
      options: institutions.map(({ id, name }) => ({ value: id, label: name, checked: id === asked['institution'] })),
    };
    return form;
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

interface Institution {
  readonly id: string;
  readonly name: string;
}

/** What the list is narrowed by, each to be taken off again. */
function tags(address: Readonly<Record<string, string>>, institutions: readonly Institution[]): object[] {
  const said: Record<string, (value: string) => Text> = {
    text: (value) => value,
    institution: (value) => institutions.find(({ id }) => id === value)?.name ?? value,
    amount: (value) => message('financing.products.tag.amount', { amount: value }),
    guarantee: (value) => message(`fact.guarantees.${value}`),
    state: (value) => message(`financing.product.state.${value}`),
    stale: () => message('financing.products.stale'),
  };
  return Object.entries(address).flatMap(([name, value]) => {
    const label = said[name]?.(value);
    return label === undefined ? [] : [{ label, href: hrefWith(PATH, address, { [name]: undefined }) }];
  });
}
