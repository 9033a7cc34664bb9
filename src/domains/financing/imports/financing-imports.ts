import { Injectable } from '@nestjs/common';
import { ImportKinds } from '../../../directory/imports/import-kinds.js';
import { NeedImport } from './needs.kind.js';
import { ProductImport } from './products.kind.js';

/** Tells the import what financing can read. */
@Injectable()
export class FinancingImports {
  constructor(kinds: ImportKinds, products: ProductImport, needs: NeedImport) {
    kinds.add(products);
    kinds.add(needs);
  }
}
