import { basename, dirname, extname, join } from 'node:path';
import { askableModel, financingModel } from '../../domains/financing/matching/fact-model.js';
import { FinancingWords } from '../../domains/financing/matching/match-words.js';
import { withHeadroom } from '../../domains/financing/matching/headroom.js';
import { criterionOf, matchOffer, type ShelfOffer } from '../../domains/financing/products/offer-catalogue.js';
import { productInput } from '../../domains/financing/products/product.api-forms.js';
import { shelfOffer } from '../../domains/financing/products/shelf-offer.js';
import { checkCriterion } from '../../kernel/matching/criterion.js';
import { Problem } from '../../kernel/problem.js';
import type { WorkbookContent } from '../../platform/spreadsheet/cell.js';
import { names, statedFacts } from './columns.js';
import { isJson, json, openWorkbook } from './files.js';
import type { MatchDomain } from './match-domain.js';
import { readDemands, withSize } from './read-demands.js';
import { demandsOf, listIn, text } from './read-json.js';
import { readOffers } from './read-offers.js';
import type { FileProblem, OfferIn, ReadProducts } from './shapes.js';

/** Needs and loan products. */
export const financing: MatchDomain = {
  name: 'financing',
  model: financingModel,
  words: (words, locale) => new FinancingWords(words).in(locale),
  settled: withHeadroom,
  demands: async (file, { words, cells, today }) =>
    isJson(file)
      ? demandsOf(basename(file), json(file), { model: financingModel, facts: statedFacts, complete: withSize })
      : readDemands(words, cells, basename(file), await openWorkbook(file), today),
  async offers(file, { cells }) {
    const { offers, problems } = isJson(file)
      ? await offersOf(basename(file), json(file))
      : readOffers(cells, basename(file), await openOffers(file));
    return { offers: offers.map(offerIn), problems };
  },
};

const offerIn = (shelf: ShelfOffer): OfferIn => ({
  offer: matchOffer(shelf, null),
  title: shelf.offer.title,
  institution: shelf.institutionName,
  tiers: shelf.tiers,
});

/** A CSV file holds one sheet: products.csv brings tiers.csv and criteria.csv from beside it. */
async function openOffers(file: string): Promise<WorkbookContent> {
  if (extname(file).toLowerCase() !== '.csv') return openWorkbook(file);
  const parts = (Object.keys(names.sheets) as (keyof typeof names.sheets)[]).map(async (part) => {
    const { sheets } = await openWorkbook(part === 'products' ? file : join(dirname(file), `${part}.csv`));
    return { name: names.sheets[part], rows: sheets[0]?.rows ?? [] };
  });
  return { sheets: await Promise.all(parts) };
}

/** `{ "offers": [ { "number", "title", "institution", "tiers": […], "criteria": […] } ] }`: tiers and criteria as the API takes them. */
async function offersOf(file: string, given: unknown): Promise<ReadProducts> {
  const problems: FileProblem[] = [];
  const offers: ShelfOffer[] = [];
  for (const [index, one] of listIn(given, 'offers').entries()) {
    const at = `offers[${index}]`;
    const { number, institution, ...body } = one;
    try {
      const input = await productInput(body, '');
      const offer = shelfOffer({ ...input, number: text(number) || String(index + 1), institution: text(institution) });
      const wrong = offer.criteria.flatMap((row) => checkCriterion(askableModel, criterionOf(row)));
      if (wrong[0] === undefined) offers.push(offer);
      else problems.push({ file, at: `${at}.criteria`, code: wrong[0], text: '' });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      for (const field of error.fields ?? [{ field: '', code: error.code }])
        problems.push({ file, at: `${at}.${field.field}`, code: field.code, text: '' });
    }
  }
  return { offers, problems };
}
