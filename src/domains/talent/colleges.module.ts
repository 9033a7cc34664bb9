import { Module } from '@nestjs/common';
import { CampusPages } from './colleges/campus.pages.js';
import { Campuses } from './colleges/campuses.service.js';
import { CollegeApiViews } from './colleges/college.api-views.js';
import { CollegeApi } from './colleges/college.api.js';
import { CollegePages } from './colleges/college.pages.js';
import { CollegeQueries } from './colleges/college.queries.js';
import { CollegeViews } from './colleges/college.views.js';
import { Colleges } from './colleges/colleges.service.js';
import { DataRound } from './colleges/data-round.js';
import { CollegeImports } from './imports/college-imports.js';
import { CollegeWriter } from './imports/college-writer.js';
import { CollegeImport } from './imports/colleges.kind.js';
import { ProgrammeWriter } from './imports/programme-writer.js';
import { ProgrammeImport } from './imports/programmes.kind.js';
import { ProgrammeApiViews } from './programmes/programme.api-views.js';
import { ProgrammeApi } from './programmes/programme.api.js';
import { ProgrammeCatalogue } from './programmes/programme-catalogue.js';
import { ProgrammeEditorPages } from './programmes/programme-editor.pages.js';
import { ProgrammePages } from './programmes/programme.pages.js';
import { ProgrammeQueries } from './programmes/programme.queries.js';
import { ProgrammeViews } from './programmes/programme.views.js';
import { Programmes } from './programmes/programmes.service.js';

// One a line, in the order of the alphabet: two changes then seldom meet.
// prettier-ignore
const services = [
  Campuses,
  CollegeApiViews,
  CollegeImport,
  CollegeImports,
  CollegeQueries,
  CollegeViews,
  CollegeWriter,
  Colleges,
  DataRound,
  ProgrammeApiViews,
  ProgrammeCatalogue,
  ProgrammeImport,
  ProgrammeQueries,
  ProgrammeViews,
  ProgrammeWriter,
  Programmes,
];

// prettier-ignore
const controllers = [
  CampusPages,
  CollegeApi,
  CollegePages,
  ProgrammeApi,
  ProgrammeEditorPages,
  ProgrammePages,
];

/** The college side of talent: directory, programmes, their imports and the quarterly round. */
@Module({ controllers, providers: services, exports: services })
export class CollegesModule {}
