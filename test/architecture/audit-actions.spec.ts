import { auditActions, auditTypes } from '../../src/kernel/audit-actions.js';
import { readCatalogue } from '../../src/platform/i18n/catalogue.js';
import { LOCALES } from '../../src/platform/i18n/locale.js';
import { projectFolder } from '../../src/platform/i18n/project-folder.js';
import { sources, withoutComments } from './sources.js';

const code = sources('src', '.ts')
  .filter(({ path }) => !path.endsWith('.spec.ts') && path !== 'src/kernel/audit-actions.ts')
  .map((source) => ({ path: source.path, text: withoutComments(source) }));
const actions: readonly string[] = auditActions;

/** The action of every `audit.record({ … })`: whole, or up to what is only known when it is done. */
const recorded = code.flatMap(({ path, text }) =>
  [...text.matchAll(/audit\.record\([^{]*\{\s*action(?::\s*(?:'([^']*)'|`([^`$]*)\$\{[^`]*`|([^,]*)))?[,\s]/g)].map(
    ([call, whole, begun, other]) => ({ path, call, whole, begun, other }),
  ),
);

describe('what the audit trail says', () => {
  test('is found in the source: one action for every call', () => {
    const calls = code.reduce((count, { text }) => count + [...text.matchAll(/audit\.record\(/g)].length, 0);
    expect(recorded).toHaveLength(calls);
    expect(calls).toBeGreaterThan(35);
  });

  // The compiler checks the rest: an action that is put together must be one of the list, whatever it is put together of.
  test('is one of the list, and nothing is cast around it', () => {
    const strange = recorded.filter(
      ({ whole, begun, other }) =>
        (whole !== undefined && !actions.includes(whole)) ||
        (begun !== undefined && !actions.some((action) => action.startsWith(begun))) ||
        other !== undefined,
    );
    expect(strange.map(({ path, call }) => `${path}: ${call}`)).toEqual([]);
    expect(code.filter(({ text }) => /as (?:unknown as )?Audit(?:Action|Record|Type)\b/.test(text))).toEqual([]);
  });

  test('is said somewhere', () => {
    const said = (action: string) =>
      code.some(({ text }) => text.includes(`'${action}'`)) ||
      recorded.some(({ begun }) => begun !== undefined && action.startsWith(begun));
    expect(actions.filter((action) => !said(action))).toEqual([]);
    const types = auditTypes.filter((type) => !code.some(({ text }) => text.includes(`type: '${type}'`)));
    expect(types).toEqual([]);
  });

  test.each(LOCALES)('has a word for each action and each kind of record in %s, and no word without one', (locale) => {
    const catalogue = readCatalogue(projectFolder('config/locales', locale));
    const under = (prefix: string) =>
      Object.keys(catalogue)
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length));
    expect(under('audit.action.').toSorted()).toEqual(actions.toSorted());
    expect(under('audit.type.').toSorted()).toEqual((auditTypes as readonly string[]).toSorted());
    const words = actions.map((action) => catalogue[`audit.action.${action}`]);
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
  });
});
