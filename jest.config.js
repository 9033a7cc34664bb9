/** Tests run on the built JavaScript (see docs/adr/0002-esm-and-built-tests.md): `npm run build` first, or `npm test`, which does both. */
export default {
  roots: ['<rootDir>/dist/src', '<rootDir>/dist/test'],
  testMatch: ['**/*.spec.js'],
  transform: {},
  runner: 'jest-light-runner',
  testSequencer: '<rootDir>/scripts/longest-first.mjs',
  maxWorkers: 2,
  testTimeout: 60_000,
};
