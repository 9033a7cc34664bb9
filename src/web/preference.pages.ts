import { Body, Controller, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../platform/http/access.js';
import { LOCALES } from '../platform/i18n/locale.js';
import { redirect } from '../platform/views/result.js';
import { ownPath } from './sign-in.pages.js';

const YEAR = 365 * 24 * 3600;
const kept = { path: '/', maxAge: YEAR, sameSite: 'lax', httpOnly: true } as const;

/** Language and text size: remembered by cookies, so that they work before sign-in too. */
@Controller('preferences')
export class PreferencePages {
  @Post('language')
  @Public()
  language(@Body() body: Record<string, string>, @Res({ passthrough: true }) reply: FastifyReply) {
    const locale = LOCALES.find((one) => one === body['locale']);
    if (locale) reply.setCookie('locale', locale, kept);
    return redirect(ownPath(body['back']) ?? '/');
  }

  @Post('text-size')
  @Public()
  textSize(@Body() body: Record<string, string>, @Res({ passthrough: true }) reply: FastifyReply) {
    if (body['size'] === 'big') reply.setCookie('big', '1', kept);
    else reply.clearCookie('big', { path: '/' });
    return redirect(ownPath(body['back']) ?? '/');
  }
}
