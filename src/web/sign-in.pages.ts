import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../kernel/actor.js';
import { Settings } from '../platform/config/settings.js';
import { Facts, Public, Visitor, type RequestFacts } from '../platform/http/access.js';
import { DEVICE_COOKIE, sessionCookie } from '../platform/http/cookies.js';
import { field, form } from '../platform/http/fields.js';
import { Forms } from '../platform/http/forms.js';
import { QueryText } from '../platform/http/query-text.js';
import { DEVICE_DAYS, Devices } from '../platform/identity/devices.js';
import { Sessions } from '../platform/identity/sessions.js';
import { SignIn } from '../platform/identity/sign-in.js';
import { DemoAccounts } from './demo-accounts.js';
import { page, redirect } from '../platform/views/result.js';

@form('sign-in')
export class SignInForm {
  @field.text({ max: 190, autocomplete: 'username' }) username!: string;
  @field.password() password!: string;
  @field.hidden({ optional: true, max: 500 }) next!: string | null;
}

@Controller()
export class SignInPages {
  constructor(
    private readonly forms: Forms,
    private readonly signIn: SignIn,
    private readonly devices: Devices,
    private readonly sessions: Sessions,
    private readonly settings: Settings,
    private readonly demo: DemoAccounts,
  ) {}

  @Get()
  @Public()
  home(@Visitor() visitor: Actor | null) {
    return redirect(visitor ? '/w' : '/sign-in');
  }

  @Get('sign-in')
  @Public()
  show(@Visitor() visitor: Actor | null, @QueryText('next') next: unknown, @QueryText('as') username: unknown) {
    if (visitor) return redirect(ownPath(next) ?? '/w');
    return this.page(this.forms.blank(SignInForm, { next: ownPath(next), username }));
  }

  @Post('sign-in')
  @Public()
  enter(@Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.forms.handle(SignInForm, body, {
      submit: async ({ username, password, next }) => {
        const { user, organisationId } = await this.signIn.check(username, password, request.ip);
        const agent = request.headers['user-agent'] ?? '';
        const device = await this.devices.browser(user.id, request.cookies[DEVICE_COOKIE], agent);
        const { token } = await this.sessions.open(user.id, organisationId, 'web', agent);
        const { name, options } = sessionCookie(this.settings);
        reply.setCookie(name, token, options);
        reply.setCookie(DEVICE_COOKIE, device, { ...options, path: '/sign-in', maxAge: DEVICE_DAYS * 24 * 3600 });
        return redirect(ownPath(next) ?? '/w');
      },
      again: (form) => this.page(form),
    });
  }

  @Post('sign-out')
  @Public()
  async leave(@Facts() facts: RequestFacts, @Res({ passthrough: true }) reply: FastifyReply) {
    if (facts.sessionId) await this.sessions.close(facts.sessionId);
    const { name, options } = sessionCookie(this.settings);
    reply.clearCookie(name, options);
    void reply.header('clear-site-data', '"cache", "storage"');
    return redirect('/sign-in', 'sign-in.left');
  }

  private async page(form: object) {
    return page('sign-in', { form, accounts: this.settings.demo ? await this.demo.list() : [] });
  }
}

/** Only a path of this site may be gone back to (threat 15). */
export function ownPath(next: unknown): string | null {
  // Given twice it comes as a list.
  if (typeof next !== 'string' || !/^\/[\w\-./?=&%+,:~]*$/.test(next)) return null;
  // `//host` leaves the site; `..` could make one of what looks harmless.
  const [path = ''] = next.split('?');
  return /\/[/.]/.test(path) ? null : next;
}
