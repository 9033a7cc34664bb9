import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { Log } from '../logging/log.js';
import { AccessGuard } from './access.guard.js';
import { Forms } from './forms.js';
import { PageWriter } from './page-writer.js';
import { ProblemFilter } from './problem.filter.js';
import { RequestReader } from './request-reader.js';
import { ResultInterceptor } from './result.interceptor.js';
import { EtagInterceptor } from './versions.js';

/** The way in and out of every request. Needs a `Shell`, which the web layer provides globally. */
@Global()
@Module({
  providers: [
    Log,
    Forms,
    RequestReader,
    PageWriter,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: ResultInterceptor },
    { provide: APP_INTERCEPTOR, useClass: EtagInterceptor },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
  exports: [Log, Forms, RequestReader, PageWriter],
})
export class HttpModule {}
