import { imports } from './imports.js';
import { sources } from './sources.js';

const KERNEL = 'src/kernel/matching/';
/** The plain evaluator: what the compiled one is checked against, and so must not lean on. */
const PLAIN = ['evaluate.ts', 'match-pair.ts', 'match.ts', 'openings.ts'].map((file) => KERNEL + file);

/** Every file whose code is loaded with one of these; types leave no trace. */
function loadedWith(files: readonly string[]): Set<string> {
  const next = new Map<string, string[]>();
  for (const { from, to, type } of imports()) if (!type) next.set(from, [...(next.get(from) ?? []), to]);
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    next.get(file)?.forEach(visit);
  };
  files.forEach(visit);
  return seen;
}

describe('the compiled matcher', () => {
  const compiled = [...new Set(imports().map(({ from }) => from))].filter(
    (path) => path.startsWith(`${KERNEL}compiled/`) && !path.endsWith('.spec.ts'),
  );

  test('is seen', () => {
    expect(compiled.length).toBeGreaterThan(10);
    expect(loadedWith([`${KERNEL}match.ts`])).toContain(`${KERNEL}evaluate.ts`);
  });

  test('never loads the plain evaluator, so that equal answers mean something', () => {
    const loaded = loadedWith(compiled);
    expect(PLAIN.filter((file) => loaded.has(file))).toEqual([]);
  });
});

describe('what people are shown and what is stored', () => {
  test('is judged by the compiled matcher: domains and commands never load the plain one themselves', () => {
    const judges = [`${KERNEL}evaluate.ts`, `${KERNEL}match-pair.ts`, `${KERNEL}match.ts`];
    const wrong = imports().filter(({ from, to, type }) => !type && judges.includes(to) && !from.startsWith(KERNEL));
    expect(wrong).toEqual([]);
  });
});

describe('the checkers of assignments', () => {
  test.each(['stability.ts', 'check-flow.ts'])('%s loads nothing, so that what they accept means something', (file) => {
    const path = `src/kernel/assignment/${file}`;
    expect([...loadedWith([path])]).toEqual([path]);
    expect(sources('src/kernel/assignment', '.ts').map((one) => one.path)).toContain(path);
  });
});
