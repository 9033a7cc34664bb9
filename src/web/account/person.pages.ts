import { Body, Get, Injectable, Param, Post } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { maskMobile } from '../../kernel/mask.js';
import { Settings } from '../../platform/config/settings.js';
import { Me } from '../../platform/http/access.js';
import { Forms } from '../../platform/http/forms.js';
import { message } from '../../platform/i18n/message.js';
import { Members } from '../../platform/identity/members.js';
import type { Organisation } from '../../platform/identity/organisation.entity.js';
import { Roles } from '../../platform/identity/roles.js';
import { Users } from '../../platform/identity/users.js';
import type { FormView } from '../../platform/views/form-view.js';
import { page, redirect } from '../../platform/views/result.js';
import { MemberForm, RolesForm } from './account.forms.js';
import { People } from './people.queries.js';

/** One person's account, as those see it who answer for it; `/members` and `/admin/users` differ in whom they reach. */
@Injectable()
export abstract class PersonPages {
  /** The path these pages stand under. */
  protected abstract readonly base: string;

  constructor(
    protected readonly forms: Forms,
    protected readonly members: Members,
    protected readonly users: Users,
    protected readonly people: People,
    private readonly roles: Roles,
    private readonly settings: Settings,
  ) {}

  /** In full: it is printed, or read out over a desk. */
  private address(link: string): string {
    return this.settings.baseUrl + link;
  }

  @Get(':id')
  async show(@Me() me: Actor, @Param('id') id: string) {
    return this.person(me, id);
  }

  @Post(':id/roles')
  setRoles(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(RolesForm, body, {
      submit: async ({ roles }) => {
        await this.members.setRoles(me, id, roles);
        return redirect(`${this.base}/${id}`, 'account.saved');
      },
      again: (form) => this.person(me, id, form),
    });
  }

  @Get(':id/disabling')
  async confirmDisabling(@Me() me: Actor, @Param('id') id: string) {
    const { user, organisation } = await this.members.require(me, id);
    return page('account/disabling', { user, organisation, base: this.base });
  }

  @Post(':id/disabling')
  async disable(@Me() me: Actor, @Param('id') id: string) {
    await this.members.setState(me, id, 'disabled');
    return redirect(`${this.base}/${id}`, 'account.member.disabled');
  }

  @Post(':id/enabling')
  async enable(@Me() me: Actor, @Param('id') id: string) {
    await this.members.setState(me, id, 'active');
    return redirect(`${this.base}/${id}`, 'account.member.enabled');
  }

  @Post(':id/unlocking')
  async unlock(@Me() me: Actor, @Param('id') id: string) {
    await this.members.unlock(me, id);
    return redirect(`${this.base}/${id}`, 'account.member.unlocked');
  }

  @Post(':id/invitation')
  async inviteAgain(@Me() me: Actor, @Param('id') id: string) {
    const { user, organisation } = await this.members.require(me, id);
    await this.users.invite(me, user, organisation);
    return redirect(`${this.base}/${id}`, 'account.member.invited');
  }

  /** Shown once, in this answer only: what is stored is its hash. */
  @Post(':id/link')
  async link(@Me() me: Actor, @Param('id') id: string) {
    const { user, link } = await this.members.link(me, id);
    return page('account/link', {
      user,
      link: this.address(link),
      purpose: user.passwordHash === null ? 'invite' : 'reset',
      base: this.base,
    });
  }

  /** What the list is called that these people stand in. */
  private everybody() {
    return message(this.base === '/members' ? 'account.members' : 'admin.users');
  }

  protected async invitePage(me: Actor, organisation: Organisation, form: FormView = this.forms.blank(MemberForm)) {
    return page('account/member-new', {
      everybody: this.everybody(),
      form: this.offering(me, organisation, form),
      organisation,
      base: this.base,
      query: this.base === '/members' ? '' : `?organisation=${organisation.id}`,
    });
  }

  protected async invite(me: Actor, organisation: Organisation, body: unknown) {
    return this.forms.handle(MemberForm, body, {
      submit: async (input) => {
        const { user, link } = await this.members.invite(me, organisation.id, input);
        if (link === null) return redirect(`${this.base}/${user.id}`, 'account.member.invited');
        return page('account/link', { user, link: this.address(link), purpose: 'invite', base: this.base });
      },
      again: (form) => this.invitePage(me, organisation, form),
    });
  }

  private async person(me: Actor, id: string, again?: FormView) {
    const { user, organisation, roles } = await this.members.require(me, id);
    const form = this.offering(me, organisation, again ?? this.forms.blank(RolesForm, { roles }));
    return page('account/member', {
      everybody: this.everybody(),
      user,
      organisation,
      form,
      base: this.base,
      self: me.userId === id,
      state: await this.people.stateOf(user),
      facts: [
        { label: message('account.username'), value: user.username },
        { label: message('account.organisation'), value: organisation.name },
        { label: message('account.me.mail'), value: user.mail },
        { label: message('account.me.mobile'), value: user.mobile && maskMobile(user.mobile) },
        { label: message('account.created'), value: { at: user.createdAt } },
      ],
    });
  }

  /** Only roles this person may give, in this kind of organisation, are offered. */
  private offering(me: Actor, organisation: Organisation, form: FormView): FormView {
    const grantable = this.roles.grantable(me, organisation.kind);
    const roles = form.fields['roles'];
    if (roles?.options) roles.options = roles.options.filter(({ value }) => grantable.includes(value));
    return form;
  }
}
