import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Audit } from '../../platform/audit/audit.service.js';
import { Database } from '../../platform/database/database.js';
import { Organisation } from '../../platform/identity/organisation.entity.js';
import { Profiles } from '../profile/profiles.js';
import { markOf, packRecord, unpackRecord, type ProfileBefore } from './profile-snapshot.js';

/** Who else may know an organisation: as long as one of them does, it stays. */
const KNOWN_BY = ['membership', 'demand', 'offer', 'referral'] as const;

/** Takes back what an import did to an enterprise, as long as nothing came after. */
@Injectable()
export class ProfileUndo {
  constructor(
    private readonly db: Database,
    private readonly profiles: Profiles,
    private readonly audit: Audit,
  ) {}

  /** Runs the change, and answers what undoing it needs. */
  async around(organisationId: string, created: boolean, change: () => Promise<void>): Promise<ProfileBefore> {
    const record = await this.profiles.read(organisationId);
    await change();
    return { created, record: packRecord(record), after: markOf(await this.profiles.read(organisationId)) };
  }

  /** A code when something came after. */
  async undo(actor: Actor, organisationId: string, stored: unknown): Promise<string | null> {
    const { created, record, after } = stored as ProfileBefore;
    if (markOf(await this.profiles.read(organisationId)) !== after) return 'changed-since';
    if (created && (await this.inUse(organisationId))) return 'in-use';
    await this.profiles.restore(actor, organisationId, unpackRecord(record));
    if (created) await this.remove(actor, organisationId);
    return null;
  }

  async inUse(organisationId: string): Promise<boolean> {
    for (const table of KNOWN_BY) {
      const column = table === 'referral' ? 'recipientOrganisationId' : 'organisationId';
      const rows = await this.db.select(`SELECT 1 FROM ${table} WHERE ${column} = ? LIMIT 1`, [organisationId]);
      if (rows.length > 0) return true;
    }
    return false;
  }

  async remove(actor: Actor, organisationId: string): Promise<void> {
    await this.db.repo(Organisation).delete({ id: organisationId });
    await this.audit.record(actor, { action: 'organisation.undo', type: 'organisation', id: organisationId });
  }
}
