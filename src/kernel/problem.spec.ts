import { Problem } from './problem.js';
import { problems, statusOf } from './problems.js';

describe('Problem', () => {
  it('is an error that carries a code, what its sentence needs, and the fields to mend', () => {
    const fields = [{ field: 'amount', code: 'required', params: {} }];
    const problem = new Problem('validation', { count: 1 }, fields);
    expect(problem).toBeInstanceOf(Error);
    expect(problem).toMatchObject({ name: 'Problem', message: 'validation', params: { count: 1 }, fields });
    expect(new Problem('not-found').params).toEqual({});
  });
});

describe('problems', () => {
  it('gives each code its status', () => {
    expect(statusOf('not-found')).toBe(404);
    expect(statusOf('state-changed')).toBe(409);
    expect(statusOf('busy')).toBe(503);
  });
  it.each(Object.entries(problems))('%s is kebab-case and answers with an error status', (code, status) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
  });
});
