import { Module } from '@nestjs/common';
import './financing.notices.js';
import { Answering } from './answering.service.js';
import { Deals } from './deals.service.js';
import { Housekeeping } from './housekeeping.js';
import { FinancingMatching } from './matching.service.js';
import { NeedAssignment } from './need-assignment.js';
import { NeedExport } from './need-export.js';
import { ProductExport } from './product-export.js';
import { ReferralExport } from './referral-export.js';
import { NeedExpiry } from './need-expiry.js';
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
  NeedExpiry,
  NeedAssignment,
  Housekeeping,
  NeedExport,
  ReferralExport,
  ProductExport,
];

@Module({ providers: services, exports: services })
export class FinancingModule {}
