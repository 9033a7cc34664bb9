import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** `GET /financing/needs/:id` … every route the running server answers, read from the server itself. */
export function servedRoutes(app: NestFastifyApplication): string[] {
  const tree = app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  const path: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods = ''] = /^([│ ]*)[├└]── (.*?) \(([A-Z, ]+)\)$/.exec(line) ?? [];
    if (part === '') return [];
    path.length = indent.length / 4;
    path.push(part);
    return methods.split(', ').map((method) => `${method} ${path.join('')}`.replace(/ \/\//, ' /'));
  });
}
