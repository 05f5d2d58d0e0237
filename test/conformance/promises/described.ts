import { describe, expect } from 'vitest'
import type { FieldSpecs } from '#spi'
import { checked, type Ground, look, one } from '../bench.ts'
import { forEachEntity, type Kit } from '../promise.ts'
import { holds, samplesOf } from '../samples.ts'
import { valueDesk, written } from './values.ts'

/** An account's own fields. */
export function describedPromises(kit: Kit): void {
  if (!kit.bench.connector.describe) return
  describe('an account’s own fields', () => {
    forEachEntity(kit.bench, entity => {
      kit.promise(`${entity}: rows show no field that is not described`, async ground => {
        const { row } = await one(ground, entity)
        const shown = Object.keys((await look(ground, entity, row.id))?.fields ?? {})
        expect(Object.keys(await described(ground, entity))).toEqual(expect.arrayContaining(shown))
      })
    })

    if (kit.bench.conformance.customise)
      kit.promise(
        'a field that an admin adds is described after the next check, and holds what was written',
        async fresh => {
          if (!fresh.sandbox) return
          const names = fresh.conformance.customise?.(fresh.sandbox) ?? {}
          const ground = await checked(fresh)
          for (const [entity, fields] of Object.entries(names)) await holdsAll(ground, entity, fields)
          expect(Object.keys(names).length).toBeGreaterThan(0)
        },
        'box',
      )
  })
}

async function holdsAll(ground: Ground, entity: string, fields: readonly string[]): Promise<void> {
  const specs = await described(ground, entity)
  const desk = await valueDesk(ground, entity)
  for (const name of fields) {
    const spec = specs[name]
    if (!spec) throw new Error(`${entity}.${name} is not described: ${Object.keys(specs).join(', ')}`)
    for (const value of samplesOf(spec, desk)) {
      const shown = await written(desk, name, value)
      expect(holds(spec, value, shown), `${entity}.${name}: ${value} is ${shown}`).toBe(true)
    }
  }
}

async function described({ connector, session }: Ground, entity: string): Promise<FieldSpecs> {
  return (await connector.describe?.(session, entity)) ?? {}
}
