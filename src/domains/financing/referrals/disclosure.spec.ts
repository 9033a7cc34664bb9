import { readFileSync } from 'node:fs';
import { getMetadataArgsStorage } from 'typeorm';
import { referralStates } from '../../../matchmaking/lifecycle.js';
import { projectFolder } from '../../../platform/i18n/project-folder.js';
import { disclose, disclosure, disclosureStage, disclosureStages } from './disclosure.js';
import { FinancingNeed } from '../needs/need.entity.js';

function documented(): Record<string, string[]> {
  const lines = readFileSync(projectFolder('docs/privacy.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'));
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const [head, , ...rows] = lines.map(cells);
  expect(head?.slice(2)).toEqual([...disclosureStages]);
  return Object.fromEntries(
    rows.map(([field = '', , ...marks]) => {
      expect(marks.every((mark) => mark === 'yes' || mark === '–')).toBe(true);
      return [field, disclosureStages.filter((_, i) => marks[i] === 'yes')];
    }),
  );
}

describe('what an institution sees', () => {
  test('is what docs/privacy.md says, field by field', () => {
    expect(documented()).toEqual(disclosure);
  });

  test('is decided for every column of a need', () => {
    const ours = ['demandId', 'chosenQuoteId'];
    const columns = getMetadataArgsStorage()
      .columns.filter(({ target }) => target === FinancingNeed)
      .map(({ propertyName }) => propertyName);
    expect(columns.length).toBeGreaterThan(20);
    expect(columns.filter((column) => !ours.includes(column) && !(column in disclosure))).toEqual([]);
  });

  test('of a field is nothing at all where the table says no', () => {
    const all = Object.fromEntries(Object.keys(disclosure).map((field) => [field, `canary ${field}`]));
    for (const stage of disclosureStages) {
      const shown = Object.keys(disclose(all, stage));
      expect(shown).toEqual(
        Object.entries(disclosure).flatMap(([field, stages]) =>
          (stages as readonly string[]).includes(stage) ? [field] : [],
        ),
      );
    }
    expect(Object.keys(disclose(all, 'ended'))).toEqual(['number', 'state', 'product', 'ownRecords']);
  });

  test('ends with the consent, in every state', () => {
    for (const state of referralStates)
      expect(disclosureStage(state, false)).toBe(state === 'awaiting-consent' ? null : 'ended');
    expect(referralStates.map((state) => disclosureStage(state, true))).toEqual([
      null,
      'sent',
      'accepted',
      'agreed',
      'agreed',
      'ended',
      'ended',
      'ended',
      'ended',
      'ended',
    ]);
  });
});
