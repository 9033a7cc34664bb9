import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Actor } from '../kernel/actor.js';
import { addDays, instantAt, type Day } from '../kernel/day.js';
import { Problem } from '../kernel/problem.js';
import { BusinessClock } from '../platform/clock/business-clock.js';
import { Settings } from '../platform/config/settings.js';
import { Database } from '../platform/database/database.js';
import { Background } from '../platform/scheduling/background.service.js';
import type { NeedRegister } from './need-register.js';
import type { Scene } from './story.js';
import { storyActs } from './story-acts.js';
import { StoryLedger } from './story-ledger.js';
import { Terms } from './story-terms.js';

/** Mails go out and jobs run at these hours, also on days nobody works. */
const MORNING = '09:00';
const EVENING = '17:30';
/** Before the doors open the needs written down for the day are imported. */
const REGISTRATION = '08:30';

/** A scene that could not be played, by its row and the code of what stood against it. */
export class StoryStopped extends Error {
  override readonly name = 'StoryStopped';

  constructor({ row, who, act, need }: Scene, cause: unknown) {
    const why =
      cause instanceof Problem ? [cause.code, ...(cause.fields ?? []).map((f) => `${f.field} ${f.code}`)] : [];
    const reason = why.length > 0 ? why.join(', ') : String(cause);
    super(`story.csv row ${row} (${who} ${act} need ${need}): ${reason}`, { cause });
  }
}

/** Plays the story through the real services, the business clock travelling to each moment. */
export class StoryPlayer {
  private readonly clock: BusinessClock;
  private readonly zone: string;
  private readonly acts: ReturnType<typeof storyActs>;

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly needs: NeedRegister,
    private readonly cast: ReadonlyMap<string, Actor>,
  ) {
    this.clock = app.get(BusinessClock);
    this.zone = app.get(Settings).businessZone;
    this.acts = storyActs(app, new StoryLedger(app.get(Database), needs));
  }

  /** From the day of the first need to the last scene; the clock is left standing there, ticking. */
  async play(scenes: readonly Scene[]): Promise<void> {
    const last = scenes.at(-1)?.day ?? this.clock.today();
    for (let day = this.clock.today(); day <= last; day = addDays(day, 1)) {
      this.travelTo(day, REGISTRATION);
      await this.needs.registerOf(day);
      await this.drainAt(day, MORNING);
      for (const scene of scenes.filter((one) => one.day === day)) await this.perform(scene);
      if (day < last) await this.drainAt(day, EVENING);
    }
    await this.app.get(Background).drain();
  }

  private async perform(scene: Scene): Promise<void> {
    this.travelTo(scene.day, scene.time);
    try {
      const act = this.acts[scene.act];
      const actor = this.cast.get(scene.who);
      if (!act || !actor) throw new Error(act ? 'nobody is called so' : 'no such act');
      await act(actor, scene, new Terms(scene.params));
    } catch (error) {
      throw new StoryStopped(scene, error);
    }
  }

  private async drainAt(day: Day, time: string): Promise<void> {
    this.travelTo(day, time);
    await this.app.get(Background).drain();
  }

  /** Never backwards: scenes of one minute follow each other. */
  private travelTo(day: Day, time: string): void {
    const moment = instantAt(day, time, this.zone);
    if (moment > this.clock.now()) this.clock.travelTo(moment);
  }
}
