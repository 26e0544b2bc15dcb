export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '<rootDir>/test/stripTypes.mjs' },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/.tsbuild', '<rootDir>/client/dist', '<rootDir>/data'],
  maxWorkers: 2,
  // For what hangs, not for what is slow: a machine that is busy takes its time, and no test is about that time.
  testTimeout: 600_000,
  // A process that has nothing left to do may still need a second to end where the machine is busy.
  workerGracefulExitTimeout: 10_000,
};
