import { Global, Module } from '@nestjs/common';
import { Organisations } from './organisations.js';
import { ProfileEditing } from './profile/profile-editing.js';
import { ProfileLooks } from './profile/profile-looks.js';
import { ProfileQuestions } from './profile/profile-questions.js';
import { ProfilePages } from './profile/profile.pages.js';
import { ProfileViews } from './profile/profile.views.js';
import { Profiles } from './profile/profiles.js';
import { ZoneSettings } from './zone-settings.js';

const services = [ZoneSettings, Organisations, Profiles, ProfileQuestions, ProfileViews, ProfileEditing, ProfileLooks];

@Global()
@Module({
  controllers: [ProfilePages],
  providers: services,
  exports: services,
})
export class DirectoryModule {}
