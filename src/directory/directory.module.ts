import { Global, Module } from '@nestjs/common';
import { OrganisationApi, OrganisationApiViews } from './organisation.api.js';
import { Organisations } from './organisations.js';
import { ProfileEditing } from './profile/profile-editing.js';
import { ProfileLooks } from './profile/profile-looks.js';
import { ProfileQuestions } from './profile/profile-questions.js';
import { ProfilePages } from './profile/profile.pages.js';
import { PaperValidity } from './profile/paper-validity.js';
import { ProfileViews } from './profile/profile.views.js';
import { Profiles } from './profile/profiles.js';
import { Registrations } from './registration/registrations.js';
import { ZoneSettings } from './zone-settings.js';

// One a line, in the order of the alphabet: two changes then seldom meet.
// prettier-ignore
const services = [
  OrganisationApiViews,
  Organisations,
  ProfileEditing,
  ProfileLooks,
  ProfileQuestions,
  PaperValidity,
  ProfileViews,
  Profiles,
  Registrations,
  ZoneSettings,
];

// prettier-ignore
const controllers = [
  OrganisationApi,
  ProfilePages,
];

@Global()
@Module({ controllers, providers: services, exports: services })
export class DirectoryModule {}
