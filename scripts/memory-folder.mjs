// Where a test run keeps its throw-away files and databases: in memory where the machine has room for it.
// A commit waits for the disk (SQLite with synchronous=FULL, InnoDB at each commit and each CREATE TABLE); tests
// try crashes of our process, not of the machine, so that wait proves nothing and is most of what a run would last.
import { existsSync, mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOM = 2 * 1024 ** 3;

/** A new folder in memory, or in the system's folder for temporary files where there is less than 2 GiB of memory. */
export function memoryFolder(prefix) {
  const shared = '/dev/shm';
  const room = existsSync(shared) ? statfsSync(shared) : undefined;
  return mkdtempSync(join(room && room.bavail * room.bsize >= ROOM ? shared : tmpdir(), prefix));
}
