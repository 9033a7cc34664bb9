import { Module } from '@nestjs/common';
import './financing.notices.js';
import { Answering } from './answering.service.js';
import { DealPages } from './deal.pages.js';
import { DealViews } from './deal.views.js';
import { Deals } from './deals.service.js';
import { FinancingMatching } from './matching.service.js';
import { Needs } from './needs.service.js';
import { OfferCatalogue } from './offer-catalogue.js';
import { Products } from './products.service.js';
import { QuotePages } from './quote.pages.js';
import { QuoteViews } from './quote.views.js';
import { ReferralAnswerPages } from './referral-answer.pages.js';
import { ReferralHistory } from './referral-history.js';
import { ReferralList } from './referral-list.queries.js';
import { ReferralPages } from './referral.pages.js';
import { ReferralViews } from './referral.views.js';
import { Referring } from './referring.service.js';
import { Reminding } from './reminding.service.js';
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
  ReferralViews,
  ReferralHistory,
  ReferralList,
  Reminding,
  QuoteViews,
  DealViews,
];

const controllers = [ReferralPages, ReferralAnswerPages, DealPages, QuotePages];

@Module({ controllers, providers: services, exports: services })
export class FinancingModule {}
