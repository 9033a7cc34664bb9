import { createHash, randomUUID } from 'node:crypto';
import { constants, createReadStream, type ReadStream } from 'node:fs';
import { access, mkdir, open, rename, stat, unlink, utimes } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

const SHA256 = /^[0-9a-f]{64}$/;

/** Bytes under their SHA-256. Writing the same bytes twice is harmless; nothing is ever overwritten. */
export class BlobFolder {
  private readonly root: string;

  constructor(root: string) {
    this.root = resolve(root);
  }

  /** Returns the hash once bytes and folder entry are on disk (fsync of both). */
  async write(bytes: Buffer): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const path = this.path(sha256);
    if (await this.touch(path)) return sha256;
    await mkdir(dirname(path), { recursive: true, mode: 0o750 });
    const draft = `${path}.${randomUUID()}`;
    const file = await open(draft, 'wx', 0o640);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
    await syncFolder(dirname(path));
    await syncFolder(this.root);
    return sha256;
  }

  async read(sha256: string): Promise<ReadStream> {
    await access(this.path(sha256), constants.R_OK);
    return createReadStream(this.path(sha256));
  }

  /** Removes bytes that nobody wrote or wrote again since `before`. */
  async removeIfOlder(sha256: string, before: Date): Promise<boolean> {
    const path = this.path(sha256);
    const found = await stat(path).catch(() => null);
    if (found === null || found.mtime >= before) return false;
    await unlink(path);
    return true;
  }

  private path(sha256: string): string {
    if (!SHA256.test(sha256)) throw new Error('not a SHA-256');
    return join(this.root, sha256.slice(0, 2), sha256);
  }

  /** Marks bytes as wanted again, so that a clean-up running now leaves them. */
  private async touch(path: string): Promise<boolean> {
    const now = new Date();
    return utimes(path, now, now).then(
      () => true,
      () => false,
    );
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
