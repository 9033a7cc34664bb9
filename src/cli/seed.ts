import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { projectFolder } from '../platform/i18n/project-folder.js';
import { UsageError } from './arguments.js';

/** The demo is a program of its own, with its own settings; this runs it once, without serving. */
export async function seed([what]: readonly string[]): Promise<number> {
  if (what !== 'demo') throw new UsageError('what to load is missing: demo');
  const program = projectFolder('dist/src/demo.js');
  if (!existsSync(program)) {
    console.error('This build has no demo town.');
    return 1;
  }
  return spawnSync(process.execPath, ['--enable-source-maps', program, '--once'], { stdio: 'inherit' }).status ?? 1;
}
