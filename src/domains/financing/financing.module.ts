import { Module } from '@nestjs/common';
import './financing.notices.js';
import { FinancingImports } from './imports/financing-imports.js';
import { NeedTwins } from './imports/need-twins.js';
import { NeedWriter } from './imports/need-writer.js';
import { NeedImport } from './imports/needs.kind.js';
import { ProductWriter } from './imports/product-writer.js';
import { ProductImport } from './imports/products.kind.js';
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

const imports = [NeedTwins, NeedWriter, NeedImport, ProductWriter, ProductImport, FinancingImports];

@Module({ providers: [...services, ...imports], exports: services })
export class FinancingModule {}
