import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { Problem, type FieldProblem } from '../../../kernel/problem.js';
import { statusOf } from '../../../kernel/problems.js';
import type { Offer } from '../../../matchmaking/offer.entity.js';
import { BusinessClock } from '../../../platform/clock/business-clock.js';
import { Database } from '../../../platform/database/database.js';
import { Allow, Facts, Me, type RequestFacts } from '../../../platform/http/access.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { page, redirect } from '../../../platform/views/result.js';
import { productHref } from '../matching/match-links.js';
import { FinancingWords } from '../matching/match-words.js';
import { draftOf, emptyDraft, reshape, rowName, storedDraft, type ProductDraft } from './product-draft.js';
import { differences, editorView } from './product-editor.views.js';
import type { ProductInput } from './product-input.js';
import { filled, readDraft } from './product-reading.js';
import { LoanProduct } from './product.entity.js';
import { ProductQueries } from './product.queries.js';
import { ProductViews } from './product.views.js';
import { Products } from './products.service.js';

interface Shown {
  readonly offer: Offer | null;
  readonly draft: ProductDraft;
  readonly version: number;
  readonly problems?: readonly FieldProblem[];
  /** The stored draft, when somebody else was faster. */
  readonly theirs?: ProductDraft;
  readonly status?: number;
}

type Values = Record<string, unknown>;

/** Writing products (F5): one form with rows, each button of which posts the whole; it works without scripts. */
@Controller('financing/products')
export class ProductEditorPages {
  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly products: Products,
    private readonly views: ProductViews,
    private readonly queries: ProductQueries,
    private readonly words: FinancingWords,
  ) {}

  @Get('new')
  @Allow('financing.product.edit')
  blank(@Me() me: Actor, @Facts() { locale }: RequestFacts) {
    return this.show(me, locale, { offer: null, draft: emptyDraft, version: 0 });
  }

  @Post('new')
  @Allow('financing.product.edit')
  create(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Body() body: Values) {
    return this.handle(me, locale, null, body, async (input) => {
      const offer = await this.products.create(me, input);
      return redirect(productHref(offer.id), 'financing.product.created');
    });
  }

  @Get(':id/edit')
  @Allow('financing.product.edit')
  async edit(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string) {
    const offer = await this.products.requireEditable(me, id);
    return this.show(me, locale, { offer, draft: await this.stored(offer, locale), version: offer.version });
  }

  @Post(':id/edit')
  @Allow('financing.product.edit')
  async save(@Me() me: Actor, @Facts() { locale }: RequestFacts, @Param('id') id: string, @Body() body: Values) {
    const offer = await this.products.requireEditable(me, id);
    return this.handle(me, locale, offer, body, async (input) => {
      await this.products.edit(me, id, input, Number(body['_version']));
      return redirect(productHref(id), 'financing.product.saved');
    });
  }

  private async handle(
    me: Actor,
    locale: Locale,
    offer: Offer | null,
    body: Values,
    submit: (input: ProductInput) => Promise<ReturnType<typeof redirect>>,
  ) {
    const version = Number(body['_version'] ?? 0);
    const action = typeof body['_action'] === 'string' ? body['_action'] : 'save';
    const draft = reshape(draftOf(body), action);
    if (action !== 'save') return this.show(me, locale, { offer, draft, version });
    const read = await readDraft(this.words.in(locale), draft, this.clock.today());
    if (!read.ok) return this.show(me, locale, { offer, draft, version, problems: read.problems, status: 422 });
    const organisationId =
      offer?.organisationId ?? (me.organisationKind === 'centre' ? read.organisationId : me.organisationId);
    if (!organisationId) {
      const problems = [{ field: 'organisationId', code: 'required', params: {} }];
      return this.show(me, locale, { offer, draft, version, problems, status: 422 });
    }
    try {
      return await submit({ ...read.input, organisationId });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (offer && error.code === 'conflict-version') return this.overtaken(me, locale, offer.id, draft);
      if (error.code !== 'validation') throw error;
      const problems = (error.fields ?? []).map((one) => ({ ...one, field: formName(one.field, draft) }));
      return this.show(me, locale, { offer, draft, version, problems, status: statusOf(error.code) });
    }
  }

  /** Somebody saved in between: both versions are shown, and saving again decides. */
  private async overtaken(me: Actor, locale: Locale, id: string, draft: ProductDraft) {
    const offer = await this.products.requireEditable(me, id);
    const theirs = await this.stored(offer, locale);
    return this.show(me, locale, { offer, draft, version: offer.version, theirs, status: 409 });
  }

  private async stored(offer: Offer, locale: Locale): Promise<ProductDraft> {
    const entry = await this.views.entry(offer);
    const product = await this.db.repo(LoanProduct).findOneByOrFail({ offerId: offer.id });
    return storedDraft(this.words.in(locale), entry, product);
  }

  private async show(me: Actor, locale: Locale, { offer, draft, version, problems = [], theirs, status }: Shown) {
    const words = this.words.in(locale);
    const view = editorView(words, draft, problems);
    const choosing = offer === null && me.organisationKind === 'centre';
    const owner = view.form.fields['organisationId'];
    if (choosing && owner) {
      const chosen = draft.product['organisationId'];
      owner.kind = 'choice';
      owner.options = (await this.queries.institutions()).map(({ id, name }) => ({
        value: id,
        label: name,
        checked: id === chosen,
      }));
    }
    const changes = theirs ? differences(words, view, editorView(words, theirs, [])) : [];
    const action = offer ? `${productHref(offer.id)}/edit` : '/financing/products/new';
    const backHref = offer ? productHref(offer.id) : '/financing/products';
    const mode = offer ? 'edit' : 'new';
    const data = {
      ...view,
      mode,
      offer,
      version,
      action,
      backHref,
      changes,
      choosing,
      overtaken: theirs !== undefined,
    };
    return page('financing/product-edit', data, status);
  }
}

/** The service speaks of `tiers.0.maxAmount` and `criteria.3`; blank condition rows were left out before. */
function formName(field: string, draft: ProductDraft): string {
  const [, list, row, name] = /^(tiers|criteria)\.(\d+)(?:\.(\w+))?$/.exec(field) ?? [];
  if (list === 'tiers') return rowName('tier', Number(row), name ?? 'name');
  if (list !== 'criteria') return field;
  return rowName('criterion', filled(draft.criteria)[Number(row)]?.[0] ?? 0, 'value');
}
