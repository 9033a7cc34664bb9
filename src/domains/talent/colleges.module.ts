import { Module } from '@nestjs/common';
import { CampusPages } from './campus.pages.js';
import { Campuses } from './campuses.service.js';
import { CollegeApiViews } from './college.api-views.js';
import { CollegeApi } from './college.api.js';
import { CollegePages } from './college.pages.js';
import { CollegeQueries } from './college.queries.js';
import { CollegeViews } from './college.views.js';
import { Colleges } from './colleges.service.js';
import { DataRound } from './data-round.js';
import { CollegeImports } from './imports/college-imports.js';
import { CollegeWriter } from './imports/college-writer.js';
import { CollegeImport } from './imports/colleges.kind.js';
import { ProgrammeWriter } from './imports/programme-writer.js';
import { ProgrammeImport } from './imports/programmes.kind.js';
import { ProgrammeApiViews } from './programme.api-views.js';
import { ProgrammeApi } from './programme.api.js';
import { ProgrammeCatalogue } from './programme-catalogue.js';
import { ProgrammeEditorPages } from './programme-editor.pages.js';
import { ProgrammePages } from './programme.pages.js';
import { ProgrammeQueries } from './programme.queries.js';
import { ProgrammeViews } from './programme.views.js';
import { Programmes } from './programmes.service.js';

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
