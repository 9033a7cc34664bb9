import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import {
  DECIDE,
  Registrations,
  registrationState,
  registrationStates,
} from '../../directory/registration/registrations.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { Allow, Me } from '../../platform/http/access.js';
import { Forms } from '../../platform/http/forms.js';
import { QueryText } from '../../platform/http/query-text.js';
import { message } from '../../platform/i18n/message.js';
import type { Registration } from '../../platform/identity/user.entity.js';
import type { FormView } from '../../platform/views/form-view.js';
import { page, redirect } from '../../platform/views/result.js';
import { ApprovalForm, RefusalForm } from '../account/account.forms.js';

/** Applications for accounts, and the centre's word on them. */
@Controller('admin/registrations')
@Allow(DECIDE)
export class RegistrationReviewPages {
  constructor(
    private readonly forms: Forms,
    private readonly registrations: Registrations,
    private readonly audit: Audit,
  ) {}

  @Get()
  async list(@QueryText('state') asked: string | undefined) {
    const current = registrationState(asked);
    const tabs = registrationStates.map((state) => ({
      href: `/admin/registrations?state=${state}`,
      label: message(`admin.registration.state.${state}`),
      current: state === current,
    }));
    return page('admin/registrations', {
      rows: await this.registrations.list(current),
      state: current,
      tabs,
      exportHref: `/admin/registrations/export?state=${current}`,
    });
  }

  @Get(':id')
  async show(@Me() me: Actor, @Param('id') id: string) {
    const shown = await this.review(id);
    await this.audit.look(me, { type: 'registration', id, fields: ['mobile', 'mail'] });
    return shown;
  }

  @Post(':id/approval')
  approve(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(ApprovalForm, body, {
      submit: async ({ username }) => {
        await this.registrations.approve(me, id, username);
        return redirect('/admin/registrations', 'admin.registration.approved');
      },
      again: (approval) => this.review(id, { approval }),
    });
  }

  @Post(':id/refusal')
  refuse(@Me() me: Actor, @Param('id') id: string, @Body() body: unknown) {
    return this.forms.handle(RefusalForm, body, {
      submit: async ({ reason }) => {
        await this.registrations.refuse(me, id, reason);
        return redirect('/admin/registrations', 'admin.registration.refused');
      },
      again: (refusal) => this.review(id, { refusal }),
    });
  }

  private async review(id: string, again: { approval?: FormView; refusal?: FormView } = {}) {
    const registration = await this.registrations.require(id);
    return page('admin/registration', {
      registration,
      claimed: await this.registrations.claimed(registration),
      approval: again.approval ?? this.forms.blank(ApprovalForm, registration),
      refusal: again.refusal ?? this.forms.blank(RefusalForm),
      form: again.approval ?? again.refusal,
      facts: factsOf(registration),
    });
  }
}

const factsOf = (registration: Registration) => [
  {
    label: message('account.register.organisationKind'),
    value: message(`organisation-kind.${registration.organisationKind}`),
  },
  { label: message('account.register.organisationName'), value: registration.organisationName },
  { label: message('account.register.creditCode'), value: registration.creditCode },
  { label: message('account.register.personName'), value: registration.personName },
  { label: message('account.register.mobile'), value: registration.mobile },
  { label: message('account.register.mail'), value: registration.mail },
  { label: message('account.register.username'), value: registration.username },
  { label: message('admin.registration.sent'), value: { at: registration.createdAt } },
];
