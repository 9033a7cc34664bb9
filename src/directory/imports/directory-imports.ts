import { Injectable } from '@nestjs/common';
import { EnterpriseImport } from './enterprises.kind.js';
import { EnterpriseYearImport } from './enterprise-years.kind.js';
import { ImportKinds } from './import-kinds.js';
import { InstitutionImport } from './institutions.kind.js';

/** Tells the import what the directory can read. */
@Injectable()
export class DirectoryImports {
  constructor(
    kinds: ImportKinds,
    institutions: InstitutionImport,
    enterprises: EnterpriseImport,
    years: EnterpriseYearImport,
  ) {
    kinds.add(institutions);
    kinds.add(enterprises);
    kinds.add(years);
  }
}
