import { parseRoles, permissionsOf } from './permissions.js';

const table = parseRoles({
  enterprise: ['financing.need.file', 'financing.need.read'],
  bank: ['financing.referral.answer', 'financing.need.read'],
  officer: ['financing.need.*', 'financing.need-note.write'],
});

describe('permissionsOf', () => {
  it('joins the permissions of several roles', () => {
    expect([...permissionsOf(table, ['enterprise', 'bank'])].toSorted()).toEqual([
      'financing.need.file',
      'financing.need.read',
      'financing.referral.answer',
    ]);
  });
  it('writes a wildcard out to what the table names on that noun, and nothing beside it', () => {
    expect([...permissionsOf(table, ['officer'])].toSorted()).toEqual([
      'financing.need-note.write',
      'financing.need.file',
      'financing.need.read',
    ]);
  });
  it('grants nothing to unknown roles, not even those every object has', () => {
    expect(permissionsOf(table, ['nobody', 'constructor', '__proto__']).size).toBe(0);
  });
});

describe('parseRoles', () => {
  it.each([
    [null],
    [[]],
    [{ bank: 'financing.need.read' }],
    [{ bank: ['financing.need'] }],
    [{ bank: ['*'] }],
    [{ bank: ['financing.*.read'] }],
    [{ bank: ['financing.need.read.all'] }],
    [{ bank: [3] }],
  ])('refuses %j', (json) => expect(() => parseRoles(json)).toThrow(TypeError));
});
