import { Injectable } from '@nestjs/common';

/** A fact somebody waits for: with it known, so many open conditions of products are decided. */
export interface ProfileQuestion {
  readonly factKey: string;
  readonly settles: number;
}

type Asker = (organisationId: string) => Promise<readonly ProfileQuestion[]>;

/** What the open demands of an enterprise ask its profile for. Each domain adds its askers; the profile page shows all. */
@Injectable()
export class ProfileQuestions {
  private readonly askers: Asker[] = [];

  from(asker: Asker): void {
    this.askers.push(asker);
  }

  /** Those that decide most first. */
  async of(organisationId: string): Promise<ProfileQuestion[]> {
    const settled = new Map<string, number>();
    for (const ask of this.askers) {
      for (const { factKey, settles } of await ask(organisationId))
        settled.set(factKey, (settled.get(factKey) ?? 0) + settles);
    }
    return [...settled].map(([factKey, settles]) => ({ factKey, settles })).toSorted((a, b) => b.settles - a.settles);
  }
}
