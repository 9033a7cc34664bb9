import { Module } from '@nestjs/common';
import { PlatformHousekeeping } from './housekeeping.service.js';

@Module({ providers: [PlatformHousekeeping] })
export class HousekeepingModule {}
