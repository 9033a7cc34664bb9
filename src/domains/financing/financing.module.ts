import { Module } from '@nestjs/common';
import { Answering } from './answering.service.js';
import { Deals } from './deals.service.js';
import { FinancingMatching } from './matching.service.js';
import { Needs } from './needs.service.js';
import { OfferCatalogue } from './offer-catalogue.js';
import { Products } from './products.service.js';
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
];

@Module({ providers: services, exports: services })
export class FinancingModule {}
