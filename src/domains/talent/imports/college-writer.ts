import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.js';
import { ProfileUndo } from '../../../directory/imports/profile-undo.js';
import { Organisations } from '../../../directory/organisations.js';
import { Database } from '../../../platform/database/database.js';
import { Campuses, type CampusInput } from '../colleges/campuses.service.js';
import { Campus, CollegeProfile, Programme } from '../colleges/college.entity.js';
import { Colleges, type CollegeFacts } from '../colleges/colleges.service.js';

/** A row of the sheet 院校, read. Cells that are blank say nothing. */
export interface CollegeCells extends Partial<CollegeFacts> {
  readonly name: string;
  readonly creditCode?: string;
  readonly real?: boolean;
  readonly confirmedOn?: string;
}

interface CollegeBefore {
  readonly created: boolean;
  readonly profile: CollegeProfile | null;
  readonly campuses: readonly Campus[];
  /** How it stood after the import: anything else now means that somebody went on. */
  readonly after: string;
}

/** Writes imported colleges with their campuses, and takes them back. */
@Injectable()
export class CollegeWriter {
  constructor(
    private readonly db: Database,
    private readonly organisations: Organisations,
    private readonly colleges: Colleges,
    private readonly campuses: Campuses,
    private readonly undoing: ProfileUndo,
  ) {}

  async write(
    actor: Actor,
    known: string | null,
    { name, creditCode, real, confirmedOn, ...said }: CollegeCells,
    campuses: readonly CampusInput[],
  ): Promise<{ id: string; before: CollegeBefore }> {
    const id =
      known ??
      (
        await this.organisations.create(actor, {
          kind: 'college',
          name,
          creditCode: creditCode ?? null,
          sample: real === false,
        })
      ).id;
    const profile = await this.db.repo(CollegeProfile).findOneBy({ organisationId: id });
    const before = await this.campuses.of(id);
    const {
      organisationId: _id,
      confirmedOn: _on,
      confirmedBy: _by,
      version,
      ...facts
    } = await this.colleges.profile(id);
    await this.colleges.edit(actor, id, { ...facts, ...said }, version);
    if (confirmedOn !== undefined) await this.colleges.confirmedAs(id, { confirmedOn, confirmedBy: actor.userId });
    for (const campus of campuses) {
      const there = before.find((one) => one.name === campus.name);
      if (there) await this.campuses.edit(actor, id, there.id, campus);
      else await this.campuses.add(actor, id, campus);
    }
    return { id, before: { created: known === null, profile, campuses: before, after: await this.mark(id) } };
  }

  private async mark(id: string): Promise<string> {
    const { version } = await this.colleges.profile(id);
    return JSON.stringify([version, await this.campuses.of(id)]);
  }

  /** A code when something came after, and then nothing is changed. */
  async undo(actor: Actor, id: string, stored: unknown): Promise<string | null> {
    const { created, profile, campuses, after } = stored as CollegeBefore;
    if ((await this.mark(id)) !== after) return 'changed-since';
    if (created && (await this.undoing.inUse(id))) return 'in-use';
    const added = (await this.campuses.of(id)).filter((one) => !campuses.some((before) => before.id === one.id));
    for (const campus of added) if (await this.db.repo(Programme).existsBy({ campusId: campus.id })) return 'in-use';
    for (const campus of added) await this.db.repo(Campus).delete({ id: campus.id });
    for (const { id: campusId, organisationId: _own, ...campus } of campuses)
      await this.campuses.edit(actor, id, campusId, campus);
    await this.db.repo(CollegeProfile).delete({ organisationId: id });
    if (profile) await this.db.repo(CollegeProfile).insert(profile);
    if (created) await this.undoing.remove(actor, id);
    return null;
  }
}
