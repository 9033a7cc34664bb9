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

/** The town is built in time for its first order class; the story of its needs begins when that class has been running for weeks. */
const TOWN_BUILT: Day = '2026-09-14';
const FIRST_DAY_OF_CLASS: Day = '2026-10-01';
const STORY_BEGINS: Day = '2026-10-30';

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
    const travelTo = (day: Day) => clock.travelTo(instantAt(day, '08:00', settings.businessZone));
    travelTo(TOWN_BUILT);
    const needs = await loadTown(app);
    const cast = await readCast(app.get(Database), app.get(Roles));
    const talent = new TalentStory(app, cast);
    await talent.playFirstClass();
    travelTo(FIRST_DAY_OF_CLASS);
    await talent.openFirstClass();
    travelTo(STORY_BEGINS);
    await talent.confirmColleges();
    await new StoryPlayer(app, needs, cast).play(readStory(app.get(Calendar).working()));
    await new ManagerStory(app, cast).play();
    await talent.play();
    return { app, cast, needs, from: STORY_BEGINS, to: clock.today() };
  } catch (error) {
    await app.close();
    throw error;
  }
}
