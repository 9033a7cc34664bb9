import { moduleHours } from './module-hours.js';

const part = (term: number, owner: 'college' | 'firm' | 'joint', hours: number, percent: number) => ({
  term,
  owner,
  hours,
  firmShare: percent * 10_000,
  credits: 25,
});

describe('the hours of a class', () => {
  const modules = [
    part(2, 'joint', 64, 50),
    part(1, 'college', 48, 0),
    part(2, 'firm', 120, 100),
    part(1, 'joint', 9, 33),
  ];
  const { terms, ...whole } = moduleHours(modules);

  it('are summed by owner and term', () => {
    expect(whole).toMatchObject({ hours: 241, byOwner: { college: 48, firm: 120, joint: 73 }, credits: 100 });
    expect(terms.map(({ term, hours }) => [term, hours])).toEqual([
      [1, 57],
      [2, 184],
    ]);
  });

  it('count the firms’ share of what is taught together', () => {
    expect(whole.firmHours).toBe(120 + 32 + 3);
  });

  it('add up: terms to the whole, owners to each line', () => {
    expect(terms.reduce((sum, { hours }) => sum + hours, 0)).toBe(whole.hours);
    for (const { hours, byOwner } of [whole, ...terms])
      expect(byOwner.college + byOwner.firm + byOwner.joint).toBe(hours);
    expect(moduleHours([])).toMatchObject({ hours: 0, terms: [], firmHours: 0, credits: 0 });
  });
});
