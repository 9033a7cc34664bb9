import { Controller, Get } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Problem } from '../kernel/problem.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Settings } from '../platform/config/settings.js';
import { Public, Visitor } from '../platform/http/access.js';
import { kitData } from '../platform/views/kit-data.js';
import { page } from '../platform/views/result.js';

/** Every component in every state: for everybody while developing and in the demo, in production for the centre's people. */
@Controller('kit')
export class KitPages {
  constructor(
    private readonly settings: Settings,
    private readonly clock: BusinessClock,
  ) {}

  @Get()
  @Public()
  show(@Visitor() visitor: Actor | null) {
    const open = !this.settings.production || this.settings.demo;
    if (!open && visitor?.organisationKind !== 'centre') throw new Problem('not-found');
    return page('kit', kitData(this.clock.now()));
  }
}
