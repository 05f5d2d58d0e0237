import { describe, expect, test } from 'vitest'
import type { Bench } from './bench.ts'
import { kitFor } from './promise.ts'
import { accountPromises } from './promises/account.ts'
import { borderPromises, folderPromises } from './promises/borders.ts'
import { creatingOncePromises } from './promises/creating-once.ts'
import { describedPromises } from './promises/described.ts'
import { editorPromises } from './promises/editors.ts'
import { failurePromises } from './promises/failures.ts'
import { readingPromises } from './promises/reading.ts'
import { threadPromises } from './promises/threads.ts'
import { valuePromises } from './promises/values.ts'
import { webhookPromises } from './promises/webhooks.ts'
import { writingPromises } from './promises/writing.ts'

/** Every promise of `#spi`, tried on one connector. */
export function conformance(bench: Bench): void {
  describe(bench.connector.title, () => {
    const kit = kitFor(bench)
    accountPromises(kit)
    readingPromises(kit)
    writingPromises(kit)
    creatingOncePromises(kit)
    valuePromises(kit)
    threadPromises(kit)
    describedPromises(kit)
    editorPromises(kit)
    failurePromises(kit)
    webhookPromises(kit)
    borderPromises(kit)
    folderPromises(kit)

    test('every skip names a promise and gives a reason', () => {
      for (const [name, reason] of Object.entries(bench.conformance.skips ?? {})) {
        expect([...kit.names]).toContain(name)
        expect(reason.length).toBeGreaterThan(20)
      }
      for (const { promise, why } of bench.exceptions) {
        expect([...kit.names].filter(name => promise.test(name))).not.toEqual([])
        expect(why.length).toBeGreaterThan(20)
      }
    })

    test('every entity that can be created is tried', () => {
      const made = Object.entries(bench.connector.entities).filter(([, entity]) => entity.can.create)
      expect(Object.keys(bench.conformance.trials)).toEqual(
        expect.arrayContaining(made.map(([name]) => name)),
      )
    })
  })
}
