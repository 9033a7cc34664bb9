import { dirname, join } from 'node:path';
import { sources } from './sources.js';

export interface Import {
  readonly from: string;
  readonly to: string;
  /** Erased by the compiler: it cannot make a cycle at run time. */
  readonly type: boolean;
}

const STATEMENT = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s)?'(\.[^']+)'/gm;

/** Every relative import of the program, as paths from the project's folder. */
export function imports(): Import[] {
  return sources('src', '.ts')
    .filter(({ path }) => !path.endsWith('.spec.ts'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(STATEMENT)].map(([, type, target = '']) => ({
        from: path,
        to: join(dirname(path), target).replace(/\.js$/, '.ts'),
        type: type !== undefined,
      })),
    );
}
