import { defineConfig } from 'vitest/config'

/** Real servers take their time, and one account serves all promises: one after another. */
export default defineConfig({
  test: {
    include: ['test/live/*.live.ts'],
    globalSetup: ['test/support/database-server.ts'],
    testTimeout: 300_000,
    fileParallelism: false,
    reporters: ['verbose'],
  },
})
