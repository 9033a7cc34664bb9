import { Global, Module } from '@nestjs/common';
import { SpreadsheetModule } from '../../platform/spreadsheet/spreadsheet.module.js';
import { DirectoryImports } from './directory-imports.js';
import { EnterpriseImport } from './enterprises.kind.js';
import { EnterpriseYearImport } from './enterprise-years.kind.js';
import { ImportKinds } from './import-kinds.js';
import { ImportListExport } from './import-list-export.js';
import { ImportRuns } from './import-runs.service.js';
import { ImportSheets } from './import-sheets.service.js';
import { ImportStore } from './import-store.js';
import { ImportWriter } from './import-writer.js';
import { ImportPages } from './imports.pages.js';
import { ImportViews } from './imports.views.js';
import { InstitutionImport } from './institutions.kind.js';
import { ProfileUndo } from './profile-undo.js';

/** Spreadsheets in: the run itself, and the kinds of the directory. Domains add theirs. */
@Global()
@Module({
  controllers: [ImportPages],
  imports: [SpreadsheetModule],
  providers: [
    ImportKinds,
    ImportStore,
    ImportWriter,
    ImportListExport,
    ImportRuns,
    ImportSheets,
    ImportViews,
    ProfileUndo,
    InstitutionImport,
    EnterpriseImport,
    EnterpriseYearImport,
    DirectoryImports,
  ],
  exports: [ImportKinds, ImportRuns, ImportSheets, ImportStore, ProfileUndo],
})
export class ImportsModule {}
