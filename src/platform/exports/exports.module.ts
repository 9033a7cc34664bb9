import { Global, Module } from '@nestjs/common';
import { SpreadsheetModule } from '../spreadsheet/spreadsheet.module.js';
import { Actors } from '../identity/actors.js';
import { ExportKinds } from './export-kinds.js';
import { ExportWorker } from './export-worker.service.js';
import { Exports } from './exports.service.js';

@Global()
@Module({
  imports: [SpreadsheetModule],
  providers: [Actors, ExportKinds, Exports, ExportWorker],
  exports: [ExportKinds, Exports],
})
export class ExportsModule {}
