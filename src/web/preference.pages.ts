import { Body, Controller, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../kernel/actor.js';
import { Public, Visitor } from '../platform/http/access.js';
import { LOCALES } from '../platform/i18n/locale.js';
import { Account } from '../platform/identity/account.js';
import { redirect } from '../platform/views/result.js';
import { ownPath } from './sign-in.pages.js';

const YEAR = 365 * 24 * 3600;
const kept = { path: '/', maxAge: YEAR, sameSite: 'lax', httpOnly: true } as const;

/** Language and text size: remembered by cookies, so that they work before sign-in too. */
@Controller('preferences')
export class PreferencePages {
  constructor(private readonly account: Account) {}

  @Post('language')
  @Public()
  async language(
    @Visitor() visitor: Actor | null,
    @Body() body: Record<string, string>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const locale = LOCALES.find((one) => one === body['locale']);
    if (locale) reply.setCookie('locale', locale, kept);
    // One's own setting goes before the cookie, so it has to change with it.
    if (locale && visitor) await this.account.setLocale(visitor, locale);
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
