import { describe, expect } from 'vitest'
import type { Row } from '#spi'
import {
  entityOf,
  type Ground,
  look,
  make,
  newFields,
  one,
  oneMore,
  pagesOf,
  stand,
  trialOf,
} from '../bench.ts'
import { forEachEntity, type Kit } from '../promise.ts'
import { seenBy, write } from './changing.ts'

/** Rows that stand inside others: comments. */
export function threadPromises(kit: Kit): void {
  if (!Object.values(kit.bench.connector.entities).some(entity => entity.inside)) return
  describe('threads', () => {
    forEachEntity(kit.bench, entity => {
      const { inside, fields } = kit.bench.connector.entities[entity] ?? {}
      if (!inside) return
      placePromises(kit, entity)
      authorPromises(kit, entity)
      newsPromises(kit, entity)
      if (fields?.private?.writable) privacyPromises(kit, entity)
    })
  })
}

function placePromises({ promise }: Kit, entity: string): void {
  promise(`${entity}: a thread is read within its row, whole and nobody else’s`, async ground => {
    const { row, standing } = await one(ground, entity)
    const second = await oneMore(ground, entity, standing)
    const { inside } = entityOf(ground, entity)
    const parent = standing[inside?.entity ?? '']
    const elsewhere = await oneMore(ground, inside?.entity ?? '', standing)
    const within = async (id: string) => {
      const rows: Row[] = []
      for await (const page of pagesOf(ground, entity, { since: null, within: id })) rows.push(...page.rows)
      return rows
    }
    const ids = (await within(parent?.id ?? '')).map(each => each.id)
    expect(ids.sort()).toEqual([row.id, second.id].sort())
    expect(await within(elsewhere.id)).toEqual([])
    expect(row.fields[inside?.field ?? '']).toBe(parent?.id)
  })

  promise(`${entity}: within a row that is not there nothing is read, and nothing is made`, async ground => {
    const { row, standing } = await one(ground, entity)
    const { inside } = entityOf(ground, entity)
    const nowhere = `${standing[inside?.entity ?? '']?.id}9`
    const fields = { ...newFields(ground, entity, standing), [inside?.field ?? '']: nowhere }
    const made = await write(ground, entity, { op: 'create', key: 'kit-nowhere', fields })
    expect(made.ok).toBe(false)
    const pull = { entity, since: null, cursor: null, within: nowhere }
    const rows = await ground.connector.pull(ground.session, pull).then(
      page => page.rows,
      (error: { failure?: { kind: string } }) => error.failure?.kind,
    )
    expect([[], 'gone']).toContainEqual(rows)
    expect(await look(ground, entity, row.id)).not.toBeNull()
  })
}

function authorPromises({ promise }: Kit, entity: string): void {
  promise(`${entity}: says who wrote it and when, and an edit changes neither`, async ground => {
    const { row } = await one(ground, entity)
    const { author, authorName, at } = row.fields
    if (ground.account.userId) expect(author).toBe(ground.account.userId)
    expect(String(authorName).length).toBeGreaterThan(0)
    expect(new Date(String(at)).toISOString()).toBe(at)
    await ground.tick()
    const { title } = trialOf(ground, entity)
    const fields = { [title]: 'other words' }
    await write(ground, entity, { op: 'update', id: row.id, ifVersion: null, fields })
    expect((await look(ground, entity, row.id))?.fields).toMatchObject({ author, authorName, at })
  })
}

function newsPromises({ promise, bench }: Kit, entity: string): void {
  const news = bench.connector.entities[entity]?.inside?.news
  if (news === 'listed')
    promise(`${entity}: a pull since lists what is new in all rows`, async ground => {
      const { row, standing } = await one(ground, entity)
      for (let step = 0; step < 200; step += 1) await ground.tick()
      const newer = await oneMore(ground, entity, standing)
      const ask = { entity, since: newer.changedAt, cursor: null }
      const ids = (await ground.connector.pull(ground.session, ask)).rows.map(each => each.id)
      expect(ids).toContain(newer.id)
      expect(ids).not.toContain(row.id)
    })
  if (news === 'marked')
    promise(
      `${entity}: the row it stands in shows another mark when one is added, and none without any`,
      async ground => {
        const standing = await stand(ground, entity)
        const before = await markOn(ground, entity, standing)
        await oneMore(ground, entity, standing)
        const first = await markOn(ground, entity, standing)
        await oneMore(ground, entity, standing)
        const second = await markOn(ground, entity, standing)
        expect(new Set([before, first, second]).size).toBe(3)
      },
    )
}

async function markOn(ground: Ground, entity: string, standing: Readonly<Record<string, Row>>) {
  const parent = entityOf(ground, entity).inside?.entity ?? ''
  const id = standing[parent]?.id ?? ''
  // A list must tell, too: it is what pulls and sweeps see.
  const listed = (await seenBy(ground, parent, null)).rows.find(row => row.id === id)
  const fetched = await look(ground, parent, id)
  expect(listed?.inside).toEqual(fetched?.inside)
  return listed?.inside?.[entity]
}

function privacyPromises({ promise }: Kit, entity: string): void {
  promise(`${entity}: what is made private is private, and what is not says so`, async ground => {
    const standing = await stand(ground, entity)
    const fields = newFields(ground, entity, standing)
    const hidden = await make(ground, entity, { ...fields, private: true })
    const open = await make(ground, entity, { ...newFields(ground, entity, standing), private: false })
    expect((await look(ground, entity, hidden.id))?.fields.private).toBe(true)
    expect((await look(ground, entity, open.id))?.fields.private).toBe(false)
  })
}
