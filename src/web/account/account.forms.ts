import { field, form } from '../../platform/http/fields.js';
import { LOCALES, type Locale } from '../../platform/i18n/locale.js';
import { allRoles } from '../../platform/identity/roles.js';
import { mailLevels, type User } from '../../platform/identity/user.entity.js';
import { refusals, type Refusal } from '../../directory/registration/registrations.js';

const newPassword = { autocomplete: 'new-password' };

export const applicantKinds = ['enterprise', 'institution', 'college'] as const;

@form('account.register')
export class RegisterForm {
  @field.choice(applicantKinds, { words: 'organisation-kind' }) organisationKind!: (typeof applicantKinds)[number];
  @field.text({ max: 120, autocomplete: 'organization' }) organisationName!: string;
  @field.creditCode() creditCode!: string;
  @field.text({ max: 60, autocomplete: 'name' }) personName!: string;
  @field.mobile() mobile!: string;
  @field.mail({ autocomplete: 'email' }) mail!: string;
  @field.text({ max: 60, autocomplete: 'username' }) username!: string;
  @field.password(newPassword) password!: string;
}

@form('account.forgotten')
export class ForgottenForm {
  @field.text({ max: 190, autocomplete: 'username' }) username!: string;
}

@form('account.new-password')
export class NewPasswordForm {
  @field.password(newPassword) password!: string;
}

@form('account.password')
export class PasswordForm {
  @field.password() old!: string;
  @field.password(newPassword) password!: string;
}

@form('account.me')
export class MeForm {
  @field.text({ max: 60, autocomplete: 'name' }) name!: string;
  @field.mail({ optional: true, autocomplete: 'email' }) mail!: string | null;
  @field.mobile({ optional: true }) mobile!: string | null;
  @field.choice(LOCALES, { words: 'account.locale' }) locale!: Locale;
}

@form('account.notify')
export class NotifyForm {
  @field.choice(mailLevels, { words: 'notices.mailLevel' }) mailLevel!: User['mailLevel'];
}

@form('account.member')
export class MemberForm {
  @field.text({ max: 60 }) name!: string;
  @field.text({ max: 60 }) username!: string;
  @field.mail({ optional: true }) mail!: string | null;
  @field.mobile({ optional: true }) mobile!: string | null;
  @field.choices(allRoles, { words: 'role' }) roles!: string[];
}

@form('account.roles')
export class RolesForm {
  @field.choices(allRoles, { words: 'role' }) roles!: string[];
}

@form('admin.registration')
export class ApprovalForm {
  @field.text({ max: 60 }) username!: string;
}

@form('admin.registration')
export class RefusalForm {
  @field.choice(refusals, { words: 'mails.refusal' }) reason!: Refusal;
}
