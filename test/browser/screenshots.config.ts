import { defineConfig } from 'vitest/config'

/** `npm run screenshots`: the pictures in `docs/screenshots`, taken anew. No test, so it never runs with the others. */
export default defineConfig({
  test: {
    include: ['test/browser/*.shot.ts'],
    globalSetup: ['test/support/database-server.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    reporters: ['default'],
  },
})
