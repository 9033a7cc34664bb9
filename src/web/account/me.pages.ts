import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../kernel/actor.js';
import { BusinessClock } from '../../platform/clock/business-clock.js';
import { LeaseClock } from '../../platform/clock/lease-clock.js';
import { Settings } from '../../platform/config/settings.js';
import { Facts, Me, SignedIn, type RequestFacts } from '../../platform/http/access.js';
import { sessionCookie } from '../../platform/http/cookies.js';
import { Forms } from '../../platform/http/forms.js';
import { message } from '../../platform/i18n/message.js';
import { Account } from '../../platform/identity/account.js';
import { deviceName } from '../../platform/identity/device-name.js';
import { Sessions } from '../../platform/identity/sessions.js';
import { Users } from '../../platform/identity/users.js';
import type { FormView } from '../../platform/views/form-view.js';
import { page, redirect } from '../../platform/views/result.js';
import { MeForm, NotifyForm, PasswordForm } from './account.forms.js';

/** One's own account: who one is, how much mail one gets, where one is signed in. */
@Controller('me')
@SignedIn()
export class MePages {
  constructor(
    private readonly forms: Forms,
    private readonly account: Account,
    private readonly users: Users,
    private readonly sessions: Sessions,
    private readonly clock: BusinessClock,
    private readonly leases: LeaseClock,
    private readonly settings: Settings,
  ) {}

  @Get()
  async show(@Me() me: Actor) {
    return this.profile(me, this.forms.blank(MeForm, await this.users.require(me.userId)));
  }

  @Post()
  change(@Me() me: Actor, @Body() body: unknown) {
    return this.forms.handle(MeForm, body, {
      submit: async (input) => {
        await this.account.change(me, input);
        return redirect('/me', 'account.saved');
      },
      again: (form) => this.profile(me, form),
    });
  }

  @Get('notify')
  async notify(@Me() me: Actor) {
    return this.notifyPage(me, this.forms.blank(NotifyForm, await this.users.require(me.userId)));
  }

  @Post('notify')
  setNotify(@Me() me: Actor, @Body() body: unknown) {
    return this.forms.handle(NotifyForm, body, {
      submit: async ({ mailLevel }) => {
        await this.account.setMailLevel(me, mailLevel);
        return redirect('/me/notify', 'account.saved');
      },
      again: (form) => this.notifyPage(me, form),
    });
  }

  @Get('security')
  security(@Me() me: Actor, @Facts() facts: RequestFacts) {
    return this.securityPage(me, facts, this.forms.blank(PasswordForm));
  }

  @Post('password')
  changePassword(@Me() me: Actor, @Facts() facts: RequestFacts, @Body() body: unknown) {
    return this.forms.handle(PasswordForm, body, {
      submit: async ({ old, password }) => {
        await this.account.changePassword(me, facts.sessionId, old, password);
        return redirect('/me/security', 'account.password.changed');
      },
      again: (form) => this.securityPage(me, facts, form),
    });
  }

  @Post('sessions/others/end')
  async endOthers(@Me() me: Actor, @Facts() facts: RequestFacts) {
    await this.sessions.closeAll(me.userId, facts.sessionId);
    return redirect('/me/security', 'account.sessions.ended');
  }

  /** 退出所有设备: this one too. */
  @Post('sessions/all/end')
  async endAll(@Me() me: Actor, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.sessions.closeAll(me.userId);
    const { name, options } = sessionCookie(this.settings);
    reply.clearCookie(name, options);
    void reply.header('clear-site-data', '"cache", "storage"');
    return redirect('/sign-in', 'account.sessions.all-ended');
  }

  @Post('sessions/:id/end')
  async end(@Me() me: Actor, @Param('id') id: string) {
    await this.account.closeSession(me, id);
    return redirect('/me/security', 'account.sessions.ended');
  }

  private async profile(me: Actor, form: FormView) {
    const user = await this.users.require(me.userId);
    const facts = [
      { label: message('account.username'), value: user.username },
      { label: message('account.organisation'), value: me.organisationName },
      ...me.roles.map((role) => ({ label: message('account.role'), value: message(`role.${role}`) })),
    ];
    return page('account/me', {
      form,
      facts,
      tabs: tabs('/me'),
      canInvite: me.permissions.has('directory.organisation.members'),
    });
  }

  private async notifyPage(me: Actor, form: FormView) {
    const { mail } = await this.users.require(me.userId);
    return page('account/notify', { form, mail, tabs: tabs('/me/notify') });
  }

  private async securityPage(me: Actor, { sessionId }: RequestFacts, form: FormView) {
    // Sessions run by the lease clock, pages by the business clock, which may travel: ages are the same by both.
    const offset = this.clock.now().getTime() - this.leases.now().getTime();
    const shown = (at: Date) => new Date(at.getTime() + offset);
    const sessions = (await this.sessions.of(me.userId)).map(({ id, kind, device, seenAt, createdAt }) => ({
      id,
      kind,
      device: deviceName(device),
      seenAt: shown(seenAt),
      createdAt: shown(createdAt),
      current: id === sessionId,
    }));
    return page('account/security', { form, sessions, others: sessions.length > 1, tabs: tabs('/me/security') });
  }
}

const tabs = (current: string) =>
  [
    { href: '/me', label: message('account.tab.me') },
    { href: '/me/notify', label: message('account.tab.notify') },
    { href: '/me/security', label: message('account.tab.security') },
  ].map((tab) => ({ ...tab, current: tab.href === current }));
