import { test } from 'vitest'
import type { Bench, Ground } from './bench.ts'

/** Promises that need something a live account has not. */
export type Needs = 'box' | 'person' | null

export interface Kit {
  readonly bench: Bench
  /** One promise, tried on a ground of its own; skipped, with the reason in its name, where the folder says so. */
  promise(name: string, keep: (ground: Ground) => Promise<void> | void, needs?: Needs): void
}

/** Collects the promises of one connector, and what was skipped. */
export function kitFor(bench: Bench): Kit & { readonly names: ReadonlySet<string> } {
  const names = new Set<string>()
  const skips = new Map(Object.entries(bench.conformance.skips ?? {}))
  return {
    bench,
    names,
    promise(name, keep, needs = null) {
      names.add(name)
      const except = bench.exceptions.find(one => one.promise.test(name))
      const reason = missing(bench, needs) ?? skips.get(name) ?? except?.why
      if (reason !== undefined) test.skip(`${name} (skipped: ${reason})`, () => {})
      else test(name, async () => keep(await bench.open()))
    },
  }
}

function missing(bench: Bench, needs: Needs): string | null {
  if (needs === 'box' && bench.box === null) return 'only a vendor in a box can'
  return needs === 'person' && !bench.hasPeople ? 'nobody else than our user acts there' : null
}

/** Promises of every entity that is tried; their names begin with the entity's. Where no API makes one, a box has to. */
export function forEachEntity(bench: Bench, keep: (entity: string) => void): void {
  for (const entity of Object.keys(bench.conformance.trials))
    if (isMade(bench, entity) || bench.box !== null) keep(entity)
}

function isMade(bench: Bench, entity: string): boolean {
  return bench.connector.entities[entity]?.can.create === true
}
