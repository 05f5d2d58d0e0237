import { describe, expect } from 'vitest'
import { entityOf, type Ground, look, mark, one, trialOf } from '../bench.ts'
import { forEachEntity, isMade, type Kit } from '../promise.ts'
import { update } from './changing.ts'
import { valueDesk, valuesFor } from './values.ts'

/** Who edited a field, though others edited the row since. */
export function editorPromises(kit: Kit): void {
  const { connector, conformance } = kit.bench
  if (!connector.lastEditor) return
  describe('the last editor of a field', () => {
    forEachEntity(kit.bench, entity => {
      if (!isMade(kit.bench, entity) || !conformance.trials[entity]?.screen) return
      kit.promise(
        `${entity}: the one who edited a field is told, whoever edited the row since`,
        async ground => {
          const { title, screen } = trialOf(ground, entity)
          const { row } = await one(ground, entity)
          if (screen) ground.sandbox?.person(screen.retitle(row, mark()))
          await ground.tick()
          const person = (await look(ground, entity, row.id))?.changedBy
          const other = await editAnother(ground, entity, row.id, title)
          const us = ground.account.userId
          expect(person).not.toBe(us)
          expect(await editorOf(ground, entity, row.id, title)).toBe(person)
          expect(await editorOf(ground, entity, row.id, other)).toBe(us)
        },
        'box',
      )

      kit.promise(`${entity}: of what is not there, nobody is told`, async ground => {
        const { row } = await one(ground, entity)
        expect(await editorOf(ground, entity, `${row.id}9`, trialOf(ground, entity).title)).toBeUndefined()
        expect(await editorOf(ground, entity, row.id, 'no such field')).toBeUndefined()
      })
    })
  })
}

/** We change a field that is not the title; its name. */
async function editAnother(ground: Ground, entity: string, id: string, title: string): Promise<string> {
  const desk = await valueDesk(ground, entity)
  const { fields } = entityOf(ground, entity)
  for (const [name, spec] of Object.entries(fields)) {
    const [value] = spec.writable && name !== title ? await valuesFor(desk, name, spec) : []
    if (value === undefined) continue
    await update(ground, entity, id, { [name]: value })
    return name
  }
  throw new Error(`${entity} has no other field to write`)
}

async function editorOf({ connector, session }: Ground, entity: string, id: string, field: string) {
  return (await connector.lastEditor?.(session, entity, id, field))?.userId
}
