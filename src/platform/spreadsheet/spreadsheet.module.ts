import { Module } from '@nestjs/common';
import { Spreadsheets } from './spreadsheets.service.js';

@Module({ providers: [Spreadsheets], exports: [Spreadsheets] })
export class SpreadsheetModule {}
