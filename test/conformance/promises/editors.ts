import { describe, expect } from 'vitest'
import { entityOf, type Ground, look, madeEntities, mark, one, trialOf } from '../bench.ts'
import type { Kit } from '../promise.ts'
import { update } from './changing.ts'
import { valueDesk, valuesFor } from './values.ts'

/** Who edited a field, though others edited the row since. */
export function editorPromises(kit: Kit): void {
  if (!kit.bench.connector.lastEditor) return
  describe('the last editor of a field', () => {
    kit.promise(
      'the one who edited a field is told, whoever edited the row since; some fields may have no history',
      async ground => {
        const told = []
        for (const entity of madeEntities(ground))
          if (trialOf(ground, entity).screen && !entityOf(ground, entity).inside)
            told.push(await isTold(ground, entity))
        expect(told).toContain(true)
      },
      'box',
    )

    kit.promise('of what is not there, nobody is told', async ground => {
      for (const entity of madeEntities(ground)) {
        const { row } = await one(ground, entity)
        const { title } = trialOf(ground, entity)
        expect(await editorOf(ground, entity, `${row.id}9`, title)).toBeUndefined()
        expect(await editorOf(ground, entity, row.id, 'no such field')).toBeUndefined()
      }
    })
  })
}

/** Somebody retitles a row, then we change another field. A vendor may keep no history of a field; what it tells is so. */
async function isTold(ground: Ground, entity: string): Promise<boolean> {
  const { title, screen } = trialOf(ground, entity)
  const { row } = await one(ground, entity)
  if (screen) ground.sandbox?.person(screen.retitle(row, mark()))
  await ground.tick()
  const changedBy = (await look(ground, entity, row.id))?.changedBy
  const other = await editAnother(ground, entity, row.id, title)
  const person = await editorOf(ground, entity, row.id, title)
  const us = other === undefined ? undefined : await editorOf(ground, entity, row.id, other)
  const told = [changedBy, undefined, ...(changedBy === null ? [person] : [])]
  expect(told, `${entity}.${title}`).toContain(person)
  expect(person, `${entity}.${title}`).not.toBe(ground.account.userId)
  expect([ground.account.userId, undefined], `${entity}.${other}`).toContain(us)
  return person !== undefined || us !== undefined
}

/** We change a field that is not the title; its name, where there is one. */
async function editAnother(
  ground: Ground,
  entity: string,
  id: string,
  title: string,
): Promise<string | undefined> {
  const desk = await valueDesk(ground, entity)
  const { fields } = entityOf(ground, entity)
  for (const [name, spec] of Object.entries(fields)) {
    const [value] = spec.writable && name !== title ? await valuesFor(desk, name, spec) : []
    if (value === undefined) continue
    await update(ground, entity, id, { [name]: value })
    return name
  }
  return undefined
}

async function editorOf({ connector, session }: Ground, entity: string, id: string, field: string) {
  return (await connector.lastEditor?.(session, entity, id, field))?.userId
}
