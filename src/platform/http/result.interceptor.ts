import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { PageResult, RedirectResult } from '../views/result.js';
import { FLASH_COOKIE } from './cookies.js';
import { writeFlash } from './flash.js';
import { PageWriter } from './page-writer.js';

/** Turns what a page handler returns (`page(...)`, `redirect(...)`) into an answer; API results pass through. */
@Injectable()
export class ResultInterceptor implements NestInterceptor {
  constructor(private readonly writer: PageWriter) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(
      mergeMap(async (result) => {
        if (result instanceof PageResult) return this.writer.write(request, reply, result);
        if (result instanceof RedirectResult) {
          if (result.flash)
            reply.setCookie(FLASH_COOKIE, writeFlash(result.flash), { path: '/', httpOnly: true, sameSite: 'lax' });
          void reply.status(303).header('location', result.path);
          return '';
        }
        return result;
      }),
    );
  }
}
