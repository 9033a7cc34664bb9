import { Global, Module } from '@nestjs/common';
import { Organisations } from './organisations.js';
import { Profiles } from './profile/profiles.js';
import { ZoneSettings } from './zone-settings.js';

@Global()
@Module({ providers: [ZoneSettings, Organisations, Profiles], exports: [ZoneSettings, Organisations, Profiles] })
export class DirectoryModule {}
