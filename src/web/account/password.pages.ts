import { setTimeout } from 'node:timers/promises';
import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Public } from '../../platform/http/access.js';
import { Forms } from '../../platform/http/forms.js';
import { Account } from '../../platform/identity/account.js';
import { OneTimeLinks, type LinkPurpose } from '../../platform/identity/one-time-links.js';
import { Throttle } from '../../platform/identity/throttle.js';
import { page, redirect } from '../../platform/views/result.js';
import { ForgottenForm, NewPasswordForm } from './account.forms.js';

/** Longer than looking somebody up and queueing a mail takes, so that the time of the answer tells nothing. */
const ANSWER_MS = 300;

/** Setting a password by a link, and asking for such a link. */
@Controller()
@Public()
export class PasswordPages {
  constructor(
    private readonly forms: Forms,
    private readonly account: Account,
    private readonly links: OneTimeLinks,
    private readonly throttle: Throttle,
  ) {}

  @Get('password/forgotten')
  forgotten() {
    return page('account/forgotten', { form: this.forms.blank(ForgottenForm) });
  }

  @Post('password/forgotten')
  ask(@Body() body: unknown, @Req() { ip }: FastifyRequest) {
    return this.forms.handle(ForgottenForm, body, {
      submit: async ({ username }) => {
        await this.throttle.knock('reset', ip);
        await Promise.all([this.account.askReset(username), setTimeout(ANSWER_MS)]);
        return redirect('/password/forgotten/sent');
      },
      again: (form) => page('account/forgotten', { form }),
    });
  }

  @Get('password/forgotten/sent')
  sent() {
    return page('account/forgotten-sent');
  }

  @Get('invitation/:token')
  invitation(@Param('token') token: string) {
    return this.show(token, 'invite');
  }

  @Post('invitation/:token')
  accept(@Param('token') token: string, @Body() body: unknown) {
    return this.set(token, 'invite', body);
  }

  @Get('password/reset/:token')
  reset(@Param('token') token: string) {
    return this.show(token, 'reset');
  }

  @Post('password/reset/:token')
  change(@Param('token') token: string, @Body() body: unknown) {
    return this.set(token, 'reset', body);
  }

  private async show(token: string, purpose: LinkPurpose, form = this.forms.blank(NewPasswordForm)) {
    const { username, name } = await this.links.userOf(token, purpose);
    return page('account/new-password', { form, purpose, username, name });
  }

  private set(token: string, purpose: LinkPurpose, body: unknown) {
    return this.forms.handle(NewPasswordForm, body, {
      submit: async ({ password }) => {
        await this.links.setPassword(token, purpose, password);
        return redirect('/sign-in', 'account.password.set');
      },
      again: (form) => this.show(token, purpose, form),
    });
  }
}
