import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['test/conformance/every-setting.ts'], testTimeout: 120_000, isolate: false },
})
