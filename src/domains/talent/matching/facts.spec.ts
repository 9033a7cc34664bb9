import { getMetadataArgsStorage } from 'typeorm';
import { TalentDemand } from '../demands/demand.entity.js';
import { talentCodes } from './facts.js';

/** A server that counts letters refuses a code that is longer than its column; the embedded database does not. */
it.each(Object.entries(talentCodes))('codes of %s fit into the column', (name, codes) => {
  const { columns } = getMetadataArgsStorage();
  const column = columns.find(({ target, propertyName }) => target === TalentDemand && propertyName === name);
  if (column?.options.type === 'text') return; // several of them, as JSON
  expect(Math.max(...codes.map(({ length }) => length))).toBeLessThanOrEqual(Number(column?.options.length));
});
