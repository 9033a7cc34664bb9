import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Problem } from '../kernel/problem.js';
import { Public } from '../platform/http/access.js';
import { Assets } from '../platform/views/assets.js';

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Style, script and icons. Their address changes with their content, so they may be kept for ever. */
@Controller('assets')
export class AssetsController {
  constructor(private readonly assets: Assets) {}

  @Get(':name')
  @Public()
  file(@Param('name') name: string, @Res() reply: FastifyReply): void {
    const bytes = this.assets.files.get(name);
    if (!bytes) throw new Problem('not-found');
    void reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type(types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream')
      .send(bytes);
  }
}
