import { Global, Module } from '@nestjs/common';
import { OrganisationApi, OrganisationApiViews } from './organisation.api.js';
import { Organisations } from './organisations.js';
import { Profiles } from './profile/profiles.js';
import { ZoneSettings } from './zone-settings.js';

@Global()
@Module({
  controllers: [OrganisationApi],
  providers: [ZoneSettings, Organisations, Profiles, OrganisationApiViews],
  exports: [ZoneSettings, Organisations, Profiles],
})
export class DirectoryModule {}
