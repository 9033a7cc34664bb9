import { openApiOf } from '../web/api/openapi.js';
import { readArguments } from './arguments.js';
import { put } from './output.js';
import { withScratchApp } from './with-app.js';

export async function openapi(given: readonly string[]): Promise<number> {
  const { options } = readArguments(given, ['out']);
  const document = await withScratchApp((app) => openApiOf(app));
  put(JSON.stringify(document, null, 2), options.get('out'));
  return 0;
}
