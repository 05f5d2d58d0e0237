import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Whole processes, which mostly wait for each other, begin first, so that the rest fills the gaps and none is left for the end. */
const first = ['/test/chaos/', '/test/e2e/', '/test/browser/']

class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isFirst = (file: TestSpecification) => first.some(folder => file.moduleId.includes(folder))
    return [...sorted.filter(isFirst), ...sorted.filter(file => !isFirst(file))]
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/database-server.ts', 'test/browser/unpack-browser.ts'],
    // Only a test that hangs takes so long; a slow machine is no failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // A test waits for a database, for processes and for browsers more than it works itself.
    maxWorkers: Math.max(3, availableParallelism()),
    sequence: { sequencer: SlowestFirst },
    // Each file would read all modules anew; what a file needs of its own (a database) it makes.
    isolate: false,
    reporters: ['default'],
  },
})
