import 'reflect-metadata';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { AppModule } from './app.module.js';
import { schema } from './app.schema.js';
import { readSettings, type Settings } from './platform/config/settings.js';
import { Migrations } from './platform/database/migrations.js';
import { useBodyParsers } from './platform/http/body-parsers.js';
import { warnOfForgottenProxy } from './platform/http/forgotten-proxy.js';
import { multipartOptions, useMultipart } from './platform/http/multipart.js';
import { useSecurityHeaders } from './platform/http/security-headers.js';
import { Log } from './platform/logging/log.js';
import { Metrics } from './platform/metrics/metrics.service.js';
import { useRequestLog } from './platform/metrics/request-log.js';
import { OpenApi } from './web/api/api-docs.controller.js';

const MiB = 1024 * 1024;

/** The application, ready to listen or to be tested, on a migrated database. */
export async function createApp(settings: Settings = readSettings()): Promise<NestFastifyApplication> {
  await new Migrations(settings.databaseUrl, schema).migrate();
  const adapter = new FastifyAdapter({
    bodyLimit: MiB,
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    trustProxy: settings.trustProxy.length > 0 ? [...settings.trustProxy] : false,
    connectionTimeout: 30_000,
    requestTimeout: 30_000,
    // An address that cannot be decoded, or is too long to be one of ours, is a page that is not there, in our own words.
    rewriteUrl: ({ url = '/' }) => (decodable(url) ? url : '/not-found'),
    routerOptions: { ignoreTrailingSlash: false, caseSensitive: true, maxParamLength: 16 * 1024 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(settings), adapter, {
    bodyParser: false,
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  const server = adapter.getInstance();
  await app.register(cookie);
  await app.register(multipart, multipartOptions);
  useBodyParsers(server);
  useMultipart(server);
  useSecurityHeaders(server, settings);
  warnOfForgottenProxy(server, app.get(Log));
  useRequestLog(server, app.get(Log), app.get(Metrics));
  app.enableShutdownHooks(undefined, { useProcessExit: true });
  app.get(OpenApi).of(app);
  await app.init();
  await server.ready();
  return app;
}

function decodable(url: string): boolean {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}
