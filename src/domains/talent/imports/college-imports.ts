import { Injectable } from '@nestjs/common';
import { ImportKinds } from '../../../directory/imports/import-kinds.js';
import { CollegeImport } from './colleges.kind.js';
import { ProgrammeImport } from './programmes.kind.js';

/** Tells the import what the college side can read. */
@Injectable()
export class CollegeImports {
  constructor(kinds: ImportKinds, colleges: CollegeImport, programmes: ProgrammeImport) {
    kinds.add(colleges);
    kinds.add(programmes);
  }
}
