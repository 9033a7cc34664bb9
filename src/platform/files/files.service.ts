import type { ReadStream } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import { Problem } from '../../kernel/problem.js';
import type { AuditActor } from '../audit/audit.service.js';
import { BusinessClock } from '../clock/business-clock.js';
import { LeaseClock } from '../clock/lease-clock.js';
import { Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { newId } from '../ids.js';
import { BlobFolder } from './blob-folder.js';
import { fileName } from './file-name.js';
import { fileType } from './file-type.js';
import { StoredFile } from './stored-file.entity.js';

export const MAX_FILE_BYTES = 10 * 1024 * 1024;
const GRACE_MS = 24 * 3_600_000;

/** Keeps uploads. It does not ask who may read them: callers load the owning record through their visibility first. */
@Injectable()
export class Files {
  private readonly blobs: BlobFolder;

  constructor(
    private readonly db: Database,
    private readonly clock: BusinessClock,
    private readonly leases: LeaseClock,
    settings: Settings,
  ) {
    this.blobs = new BlobFolder(settings.filesDir);
  }

  /**
   * Checks and keeps a file of at most 10 MB. Bytes are on disk before the row is written; call it before the
   * transaction of the record, or inside it to have both or neither.
   *
   * @throws Problem file-empty, file-too-large, file-type-refused
   */
  async store(
    actor: AuditActor,
    { name, bytes }: { readonly name: string; readonly bytes: Buffer },
    owner: { readonly type: string; readonly id: string; readonly organisationId?: string | null },
  ): Promise<StoredFile> {
    if (bytes.length === 0) throw new Problem('file-empty');
    if (bytes.length > MAX_FILE_BYTES) throw new Problem('file-too-large');
    const shown = fileName(name);
    const type = fileType(shown, bytes);
    if (type === null) throw new Problem('file-type-refused');
    const file: StoredFile = {
      id: newId(),
      sha256: await this.blobs.write(bytes),
      name: shown,
      type,
      size: bytes.length,
      ownerType: owner.type,
      ownerId: owner.id,
      organisationId: owner.organisationId ?? actor.organisationId,
      uploadedBy: actor.userId,
      createdAt: this.clock.now(),
      deletedAt: null,
    };
    await this.db.transaction(() => this.db.repo(StoredFile).insert(file));
    return file;
  }

  /** @throws Problem not-found, also for a removed file */
  async open(id: string): Promise<{ file: StoredFile; stream: ReadStream }> {
    const file = await this.db.repo(StoredFile).findOneBy({ id, deletedAt: IsNull() });
    if (file === null) throw new Problem('not-found');
    return { file, stream: await this.blobs.read(file.sha256) };
  }

  async of(ownerType: string, ownerId: string): Promise<StoredFile[]> {
    return this.db.repo(StoredFile).find({ where: { ownerType, ownerId, deletedAt: IsNull() }, order: { id: 'ASC' } });
  }

  /** Those of these that have not been removed, in no order. */
  async some(ids: readonly string[]): Promise<StoredFile[]> {
    return ids.length === 0 ? [] : this.db.repo(StoredFile).findBy({ id: In([...ids]), deletedAt: IsNull() });
  }

  /** From now on it cannot be opened; `purge` removes the bytes. False when it was gone already. */
  async remove(id: string): Promise<boolean> {
    const remove = 'UPDATE file SET deletedAt = ? WHERE id = ? AND deletedAt IS NULL';
    return this.db.transaction(async () => (await this.db.execute(remove, [this.clock.now(), id])) === 1);
  }

  /** For a daily job: removes bytes of removed files that no other file shares. A day's grace covers uploads under way. */
  async purge(): Promise<number> {
    const before = new Date(this.leases.now().getTime() - GRACE_MS);
    const removed = await this.db
      .repo(StoredFile)
      .find({ where: { deletedAt: Not(IsNull()) }, select: { sha256: true } });
    let purged = 0;
    for (const sha256 of new Set(removed.map((file) => file.sha256))) {
      const shared = await this.db.repo(StoredFile).existsBy({ sha256, deletedAt: IsNull() });
      if (!shared && (await this.blobs.removeIfOlder(sha256, before))) purged++;
    }
    return purged;
  }
}
