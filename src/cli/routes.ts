import { routesMarkdown, routesOf } from '../web/api/route-table.js';
import { Roles } from '../platform/identity/roles.js';
import { readArguments } from './arguments.js';
import { put } from './output.js';
import { withScratchApp } from './with-app.js';

export async function routes(given: readonly string[]): Promise<number> {
  const { options } = readArguments(given, ['out']);
  const text = await withScratchApp((app) => routesMarkdown(routesOf(app), app.get(Roles).table));
  put(text, options.get('out'));
  return 0;
}
