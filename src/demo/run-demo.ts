import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../bootstrap.js';
import type { Actor } from '../kernel/actor.js';
import { instantAt, type Day } from '../kernel/day.js';
import { Calendar } from '../platform/calendar/calendar.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import type { Settings } from '../platform/config/settings.js';
import { Database } from '../platform/database/database.js';
import { Roles } from '../platform/identity/roles.js';
import { readCast } from './cast.js';
import { ManagerStory } from './manager-story.js';
import type { NeedRegister } from './need-register.js';
import { readStory } from './story.js';
import { StoryPlayer } from './story-player.js';
import { TalentStory } from './talent-story.js';
import { loadTown } from './town.js';

/** The town is built before the first need is written down. */
const TOWN_BUILT: Day = '2026-10-30';

export interface DemoRun {
  /** Ready to listen, its business clock ticking on from the last scene. */
  readonly app: NestFastifyApplication;
  readonly cast: ReadonlyMap<string, Actor>;
  readonly needs: NeedRegister;
  readonly from: Day;
  readonly to: Day;
}

/** Builds the town and plays the story, in an empty database. */
export async function runDemo(settings: Settings): Promise<DemoRun> {
  const app = await createApp(settings);
  try {
    const clock = app.get(BusinessClock);
    clock.travelTo(instantAt(TOWN_BUILT, '08:00', settings.businessZone));
    const needs = await loadTown(app);
    const cast = await readCast(app.get(Database), app.get(Roles));
    await new StoryPlayer(app, needs, cast).play(readStory(app.get(Calendar).working()));
    await new ManagerStory(app, cast).play();
    await new TalentStory(app, cast).play();
    return { app, cast, needs, from: TOWN_BUILT, to: clock.today() };
  } catch (error) {
    await app.close();
    throw error;
  }
}
