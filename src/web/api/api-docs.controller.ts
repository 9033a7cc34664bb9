import { Controller, Get, Injectable, type INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Problem } from '../../kernel/problem.js';
import { Public } from '../../platform/http/access.js';
import { page } from '../../platform/views/result.js';
import { openApiOf } from './openapi.js';
import { chapters } from './api-chapters.js';

/** The document of the application it runs in, drawn when it is first asked for. */
@Injectable()
export class OpenApi {
  private app: INestApplication | null = null;
  private drawn: OpenAPIObject | null = null;

  of(app: INestApplication): void {
    this.app = app;
  }

  get document(): OpenAPIObject {
    if (!this.app) throw new Problem('internal');
    return (this.drawn ??= openApiOf(this.app));
  }
}

/** The API for those who build on it: as JSON, and as a page of our own (the usual viewer needs inline style). */
@Controller('api')
export class ApiDocsController {
  constructor(private readonly openApi: OpenApi) {}

  @Get('openapi.json')
  @Public()
  json(): OpenAPIObject {
    return this.openApi.document;
  }

  @Get('docs')
  @Public()
  show() {
    return page('api-docs', { chapters: chapters(this.openApi.document) });
  }
}
