import { Global, Module } from '@nestjs/common';
import { OrganisationApi, OrganisationApiViews } from './organisation.api.js';
import { Organisations } from './organisations.js';
import { Profiles } from './profile/profiles.js';
import { Registrations } from './registration/registrations.js';
import { ZoneSettings } from './zone-settings.js';

const services = [ZoneSettings, Organisations, Profiles, Registrations];

@Global()
@Module({ controllers: [OrganisationApi], providers: [...services, OrganisationApiViews], exports: services })
export class DirectoryModule {}
