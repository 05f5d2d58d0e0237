import { describe, expect, test } from 'vitest'
import { loadConnectors } from '../../src/engine/registry.ts'
import { type Ground, look, madeEntities, make, mark, newFields, stand, trialOf } from './bench.ts'
import { seenBy, update } from './promises/changing.ts'
import { sandboxBench } from './sandbox-bench.ts'
import { settingsOf } from './settings.ts'

/** What everybody does every day, whichever of its forms the vendor has. */
async function everyday(ground: Ground): Promise<void> {
  for (const entity of madeEntities(ground)) await oneDay(ground, entity)
}

async function oneDay(ground: Ground, entity: string): Promise<void> {
  const { connector, session } = ground
  const { can } = connector.entities[entity] ?? {}
  const { title } = trialOf(ground, entity)
  const key = `day-${entity}`
  const fields = newFields(ground, entity, await stand(ground, entity))
  const { id, changedAt } = await make(ground, entity, fields, key)
  const keeps = can?.createOnce && (connector.createsOnce?.(ground.account.facts, entity) ?? true)
  if (keeps) expect((await connector.find(session, entity, key, fields))?.id).toBe(id)
  // A rich text comes back in its vendor's own wrapping.
  expect((await look(ground, entity, id))?.fields[title]).toContain(fields[title])
  if (can?.update) {
    const words = mark()
    expect((await update(ground, entity, id, { [title]: words })).fields[title]).toContain(words)
  }
  const seen = (await seenBy(ground, entity, can?.since ? changedAt : null)).rows.map(row => row.id)
  expect(seen).toContain(id)
}

for (const connector of (await loadConnectors()).values()) {
  const settings = await settingsOf(connector)
  describe(`${connector.title}: an everyday round, with`, () => {
    test.each(settings)('$name: $value', async ({ name, value }) => {
      const bench = await sandboxBench(connector, sandbox => sandbox.turn(name, value))
      await everyday(await bench.open())
    })
  })
}
