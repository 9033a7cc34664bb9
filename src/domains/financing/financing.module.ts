import { Module } from '@nestjs/common';
import './financing.notices.js';
import { Answering } from './answering.service.js';
import { ConsentPages } from './consent.pages.js';
import { ConsentQueries } from './consent.queries.js';
import { ConsentViews } from './consent.views.js';
import { Deals } from './deals.service.js';
import { MatchPages } from './match.pages.js';
import { MatchQueries } from './match.queries.js';
import { MatchViews } from './match.views.js';
import { FinancingWords } from './match-words.js';
import { FinancingMatching } from './matching.service.js';
import { Needs } from './needs.service.js';
import { OfferCatalogue } from './offer-catalogue.js';
import { ProductEditorPages } from './product-editor.pages.js';
import { ProductPages } from './product.pages.js';
import { ProductQueries } from './product.queries.js';
import { ProductViews } from './product.views.js';
import { Products } from './products.service.js';
import { ReferringPages } from './referring.pages.js';
import { Referring } from './referring.service.js';
import { Rematch } from './rematch.js';
import { Verification } from './verification.service.js';

const services = [
  Needs,
  Verification,
  OfferCatalogue,
  FinancingMatching,
  Rematch,
  Referring,
  Answering,
  Deals,
  Products,
  FinancingWords,
  MatchQueries,
  MatchViews,
  ConsentQueries,
  ConsentViews,
  ProductQueries,
  ProductViews,
];

const controllers = [MatchPages, ReferringPages, ConsentPages, ProductPages, ProductEditorPages];

@Module({ controllers, providers: services, exports: services })
export class FinancingModule {}
