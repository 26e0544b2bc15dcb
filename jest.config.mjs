export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '<rootDir>/test/stripTypes.mjs' },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/.tsbuild', '<rootDir>/client/dist', '<rootDir>/data'],
  maxWorkers: 2,
  // A process that has nothing left to do may still need a second to end where the machine is busy.
  workerGracefulExitTimeout: 10_000,
};
