import { sources } from './sources.js';
import { imports } from './imports.js';

/** A file imports from its own layer or from one to the left. */
const LAYERS = ['kernel', 'platform', 'directory', 'matchmaking', 'domains', 'web', 'app'] as const;

/** `src/app.module.ts`, `src/main.ts`, `src/cli/…`: what puts the house together. */
const layerOf = (path: string): number => {
  const at = LAYERS.indexOf(path.split('/')[1] as (typeof LAYERS)[number]);
  return at < 0 ? LAYERS.indexOf('app') : at;
};
const domainOf = (path: string): string | undefined => /^src\/domains\/([^/]+)\//.exec(path)?.[1];

const LONGEST = 250;
describe('the layers', () => {
  const all = imports();

  test('are seen', () => {
    expect(all.length).toBeGreaterThan(500);
    expect(all).toContainEqual({ from: 'src/main.ts', to: 'src/bootstrap.ts', type: false });
  });

  test('import only to the left', () => {
    const wrong = all.filter(({ from, to }) => layerOf(to) > layerOf(from)).map(({ from, to }) => `${from} → ${to}`);
    expect(wrong).toEqual([]);
  });

  test('keep the domains apart', () => {
    const wrong = all.filter(({ from, to }) => domainOf(from) && domainOf(to) && domainOf(from) !== domainOf(to));
    expect(wrong).toEqual([]);
  });

  test('leave the kernel pure', () => {
    const outside = sources('src/kernel', '.ts')
      .filter(({ path }) => !path.endsWith('.spec.ts') && !path.includes('/spec/'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/from '([^.'][^']*)'/g)]
          .map(([, name]) => `${path}: ${name}`)
          .concat(
            /\b(Date\.now|Math\.random|new Date\(\)|process\.)/.test(text) ? [`${path}: clock, chance or process`] : [],
          ),
      );
    expect(outside).toEqual([]);
  });

  test('have no cycles', () => {
    const graph = new Map<string, string[]>();
    for (const { from, to, type } of all) if (!type) graph.set(from, [...(graph.get(from) ?? []), to]);
    expect(cycles(graph)).toEqual([]);
  });

  test('have no default exports and no barrels', () => {
    const files = sources('src', '.ts');
    expect(files.filter(({ path }) => /\/(index|utils)\.ts$/.test(path)).map(({ path }) => path)).toEqual([]);
    expect(files.filter(({ text }) => /^export default/m.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test('have short files', () => {
    const long = sources('src', '.ts')
      .filter(({ path }) => !path.endsWith('.spec.ts') && !path.includes('/migrations/') && !path.includes('/spec/'))
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > LONGEST);
    expect(long).toEqual([]);
  });

  test('see what is wrong', () => {
    expect(
      cycles(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['a']],
        ]),
      ),
    ).toHaveLength(1);
    expect(layerOf('src/kernel/a.ts')).toBeLessThan(layerOf('src/platform/b.ts'));
    expect(layerOf('src/cli.ts')).toBe(LAYERS.indexOf('app'));
  });
});

/** Each cycle once, as the path that closes it. */
function cycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) {
      found.push([...path.slice(at), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}
