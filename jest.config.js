/** Tests run on the built JavaScript (see docs/adr/0002-esm-and-built-tests.md): `npm run build` first, or `npm test`, which does both. */
export default {
  roots: ['<rootDir>/dist/src', '<rootDir>/dist/test'],
  testMatch: ['**/*.spec.js'],
  transform: {},
  runner: 'jest-light-runner',
  testSequencer: '<rootDir>/scripts/longest-first.mjs',
  // One more than a small machine has cores: a part of the time is spent waiting, for servers, processes and browsers.
  maxWorkers: 3,
  testTimeout: 60_000,
};
