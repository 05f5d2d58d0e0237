import { describe, expect } from 'vitest'
import type { Row } from '#spi'
import {
  entityOf,
  freshKey,
  type Ground,
  look,
  mark,
  newFields,
  one,
  oneMore,
  stand,
  trialOf,
} from '../bench.ts'
import { forEachEntity, type Kit } from '../promise.ts'
import { changed, seenBy } from './changing.ts'

/** Pulls and fetches. */
export function readingPromises(kit: Kit): void {
  describe('reading', () => {
    forEachEntity(kit.bench, entity => {
      placePromises(kit, entity)
      insidePromises(kit, entity)
      pagePromises(kit, entity)
      rowPromises(kit, entity)
      absentPromises(kit, entity)
    })
  })
}

/** Where a record may move to another place, its id tells both. */
function placePromises({ promise, bench }: Kit, entity: string): void {
  if (!bench.connector.entities[entity]?.moves) return
  promise(
    `${entity}: an id names a place and a record, and no two records are called the same`,
    async ground => {
      await many(ground, entity)
      const ids = (await seenBy(ground, entity, null)).rows.map(row => row.id)
      const records = ids.map(id => /^.+\/([^/]+)$/.exec(id)?.[1])
      expect(records).not.toContain(undefined)
      expect(new Set(records).size).toBe(ids.length)
    },
  )
}

/** Rows that live inside another row. */
function insidePromises({ promise, bench }: Kit, entity: string): void {
  const inside = bench.conformance.trials[entity]?.within
  if (inside === undefined) return
  promise(
    `${entity}: a pull within a ${inside} shows the rows inside it, all of them and no others`,
    async ground => {
      const { row, standing } = await one(ground, entity)
      const sibling = await oneMore(ground, entity, standing)
      const other = await one(ground, entity)
      const within = standing[inside]?.id ?? ''
      expect(within).not.toBe(other.standing[inside]?.id)
      const ids = (await seenBy(ground, entity, null, null, within)).rows.map(each => each.id)
      expect(ids).toEqual(expect.arrayContaining([row.id, sibling.id]))
      expect(ids).not.toContain(other.row.id)
    },
  )
}

function pagePromises({ promise }: Kit, entity: string): void {
  promise(
    `${entity}: pages together hold every row once, from any stored cursor too`,
    async ground => {
      const made = await many(ground, entity)
      const whole = await seenBy(ground, entity, null)
      const ids = whole.rows.map(row => row.id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids).toEqual(expect.arrayContaining(made))
      expect(whole.cursors.length).toBeGreaterThan(0)
      for (const [at, cursor] of whole.cursors.entries()) {
        const rest = await seenBy(ground, entity, null, cursor)
        expect(rest.pages, `from page ${at + 2}`).toEqual(whole.pages.slice(at + 1))
      }
    },
    'box',
  )

  promise(`${entity}: a pull since a row’s change shows it, and leaves older rows out`, async ground => {
    const { can } = entityOf(ground, entity)
    const { row: older, standing } = await one(ground, entity)
    for (let step = 0; step < 5; step += 1) await ground.tick()
    const newer = await oneMore(ground, entity, standing)
    const since = newer.changedAt ?? (can.since ? 'a row without a time' : null)
    const ids = (await seenBy(ground, entity, since)).rows.map(row => row.id)
    expect(ids).toContain(newer.id)
    if (can.since) expect(ids).not.toContain(older.id)
  })
}

function rowPromises({ promise }: Kit, entity: string): void {
  promise(`${entity}: a row fetched is the row pulled`, async ground => {
    const { row } = await one(ground, entity)
    const pulled = (await seenBy(ground, entity, null)).rows.find(each => each.id === row.id)
    const fetched = await look(ground, entity, row.id)
    expect(pulled).toBeDefined()
    expect({ ...fetched, fields: null }).toEqual({ ...pulled, fields: null })
    // A list may leave a field out; what it shows is what there is.
    expect(fetched?.fields).toEqual(expect.objectContaining(pulled?.fields ?? {}))
  })

  promise(`${entity}: a row shows declared fields only, in their types`, async ground => {
    const { row } = await one(ground, entity)
    const fetched = await look(ground, entity, row.id)
    const { fields } = entityOf(ground, entity)
    const described = await ground.connector.describe?.(ground.session, entity)
    const known = Object.keys({ ...fields, ...described })
    expect(known).toEqual(expect.arrayContaining(Object.keys(fetched?.fields ?? {})))
    expect(isUtc(fetched)).toBe(true)
  })
}

function absentPromises({ promise }: Kit, entity: string): void {
  promise(`${entity}: the absent are absent, whatever the id looks like`, async ground => {
    const { row } = await one(ground, entity)
    const strange = [`${row.id}9`, 'no-such-id', '', '0', "1' or '1'='1", '../../users']
    const rows = await ground.connector.fetch(ground.session, entity, [...strange, row.id, row.id])
    expect(rows.map(each => each.id)).toEqual([row.id])
  })

  promise(`${entity}: asking for nothing asks nothing`, async ground => {
    expect(await ground.connector.fetch(ground.session, entity, [])).toEqual([])
  })

  promise(`${entity}: a version changes when the row does, and not otherwise`, async ground => {
    const { row } = await one(ground, entity)
    const before = await look(ground, entity, row.id)
    await ground.tick()
    expect((await look(ground, entity, row.id))?.version).toBe(before?.version)
    if (!entityOf(ground, entity).can.update) return
    const after = await changed(ground, entity, row.id)
    expect(after.version).not.toBe(before?.version)
  })
}

function isUtc(row: Row | null): boolean {
  return row?.changedAt === null || new Date(row?.changedAt ?? 'never').toISOString() === row?.changedAt
}

/** One row more than a page holds. */
async function many(ground: Ground, entity: string): Promise<string[]> {
  const { pageSize, bulk } = entityOf(ground, entity)
  const standing = await stand(ground, entity)
  const add = trialOf(ground, entity).screen?.add
  const made: string[] = []
  for (let left = pageSize; add && left > 0; left -= 1) ground.sandbox?.person(add(standing, mark()))
  if (add) return [(await oneMore(ground, entity, standing)).id]
  while (made.length <= pageSize) {
    const creates = Array.from({ length: Math.min(bulk, pageSize + 1 - made.length) }, () => ({
      op: 'create' as const,
      key: freshKey(),
      fields: newFields(ground, entity, standing),
    }))
    for (const result of await ground.connector.write(ground.session, entity, creates)) {
      if (!result.ok || !result.row) throw new Error(`no ${entity} was made: ${JSON.stringify(result)}`)
      made.push(result.row.id)
    }
    await ground.tick()
  }
  return made
}
