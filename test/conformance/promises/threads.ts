import { describe, expect } from 'vitest'
import type { Row } from '#spi'
import {
  added,
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
      if (kit.bench.conformance.trials[entity]?.screen?.add) othersPromises(kit, entity)
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
    const ids = (await within(ground, entity, parent?.id)).map(each => each.id)
    expect(ids.sort()).toEqual([row.id, second.id].sort())
    expect(await within(ground, entity, elsewhere.id)).toEqual([])
    expect(row.fields[inside?.field ?? '']).toBe(parent?.id)
  })

  promise(
    `${entity}: within a row that is not there nothing is read, and a create is told that it is gone`,
    async ground => {
      const { row, standing } = await one(ground, entity)
      const { inside } = entityOf(ground, entity)
      const nowhere = `${standing[inside?.entity ?? '']?.id}9`
      const fields = { ...newFields(ground, entity, standing), [inside?.field ?? '']: nowhere }
      const made = await write(ground, entity, { op: 'create', key: 'kit-nowhere', fields })
      expect(made.ok || made.failure.kind).toBe('gone')
      const pull = { entity, since: null, cursor: null, within: nowhere }
      const rows = await ground.connector.pull(ground.session, pull).then(
        page => page.rows,
        (error: { failure?: { kind: string } }) => error.failure?.kind,
      )
      expect([[], 'gone']).toContainEqual(rows)
      expect(await look(ground, entity, row.id)).not.toBeNull()
    },
  )
}

async function within(ground: Ground, entity: string, id = ''): Promise<readonly Row[]> {
  const rows: Row[] = []
  for await (const page of pagesOf(ground, entity, { since: null, within: id })) rows.push(...page.rows)
  return rows
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

/** What people write is what comments are about; a list may show our user its own only. */
function othersPromises({ promise }: Kit, entity: string): void {
  promise(
    `${entity}: what somebody else wrote is read within its row and by itself, beside our own`,
    async ground => {
      const { row, standing } = await one(ground, entity)
      const theirs = await added(ground, entity, standing)
      const { inside } = entityOf(ground, entity)
      const thread = await within(ground, entity, standing[inside?.entity ?? '']?.id)
      expect(thread.map(each => each.id).sort()).toEqual([row.id, theirs.id].sort())
      expect(theirs.fields.author).not.toBe(ground.account.userId)
      expect(String(theirs.fields.authorName).length).toBeGreaterThan(0)
      const alone = await look(ground, entity, theirs.id)
      expect(alone).toEqual(thread.find(each => each.id === theirs.id))
      const both = await ground.connector.fetch(ground.session, entity, [theirs.id, row.id])
      expect(both.map(each => each.id).sort()).toEqual([row.id, theirs.id].sort())
    },
    'person',
  )

  promise(
    `${entity}: what somebody else wrote is edited and deleted, or that is refused as one row’s trouble`,
    async ground => {
      const theirs = await added(ground, entity, await stand(ground, entity))
      const { title } = trialOf(ground, entity)
      const fields = { [title]: 'other words' }
      const edited = await write(ground, entity, { op: 'update', id: theirs.id, ifVersion: null, fields })
      const shown = await look(ground, entity, theirs.id)
      expect(edited.ok || edited.failure.kind).toBe(edited.ok || 'rejected')
      expect(shown?.fields[title]).toContain(edited.ok ? 'other words' : theirs.fields[title])
      const deleted = await write(ground, entity, { op: 'delete', id: theirs.id, ifVersion: null })
      expect(deleted.ok || deleted.failure.kind).toBe(deleted.ok || 'rejected')
      expect((await look(ground, entity, theirs.id)) === null).toBe(deleted.ok)
    },
    'person',
  )
}

function newsPromises(kit: Kit, entity: string): void {
  const { promise, bench } = kit
  const news = bench.connector.entities[entity]?.inside?.news
  if (bench.conformance.trials[entity]?.screen?.add) newsOfOthers(kit, entity)
  if (news === 'listed')
    promise(`${entity}: a pull since lists what is new in all rows, or in which it is`, async ground => {
      const { row, standing } = await one(ground, entity)
      const quiet = await one(ground, entity)
      for (let step = 0; step < 200; step += 1) await ground.tick()
      const newer = await oneMore(ground, entity, standing)
      const told = await toldSince(ground, entity, newer)
      const parent = entityOf(ground, entity).inside?.entity ?? ''
      expect([...told.ids, ...told.threads]).toSatisfy((all: string[]) =>
        [newer.id, standing[parent]?.id].some(id => all.includes(id ?? '')),
      )
      expect(told.ids).not.toContain(row.id)
      expect(told.threads).not.toContain(quiet.standing[parent]?.id)
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

/** The news of a comment that somebody else just wrote, by the way that the connector declares. */
function newsOfOthers({ promise, bench }: Kit, entity: string): void {
  const { inside } = bench.connector.entities[entity] ?? {}
  if (!inside || inside.news === 'unsure') return
  promise(
    `${entity}: what somebody else wrote comes to light as our own does`,
    async ground => {
      const standing = await stand(ground, entity)
      const parent = standing[inside.entity]
      const before = await look(ground, inside.entity, parent?.id ?? '')
      for (let step = 0; step < 5; step += 1) await ground.tick()
      const theirs = await added(ground, entity, standing)
      const told = await toldSince(ground, inside.news === 'listed' ? entity : inside.entity, theirs)
      const at = inside.news === 'listed' ? [theirs.id, parent?.id] : [parent?.id]
      expect([...told.ids, ...told.threads].filter(id => at.includes(id)).length).toBeGreaterThan(0)
      const after = await look(ground, inside.entity, parent?.id ?? '')
      const [old, now] = [before, after].map(row => row?.inside?.[entity])
      if (old !== undefined) expect(now).not.toBe(old)
      if (told.threads.length > 0) expect(told.marks.get(parent?.id ?? '')).toBe(now)
    },
    'person',
  )
}

/** What a pull since the change of a row tells: rows, and rows whose threads moved, each with its mark. */
async function toldSince(ground: Ground, entity: string, { changedAt }: Row) {
  const ids: string[] = []
  const marks = new Map<string, string>()
  for await (const page of pagesOf(ground, entity, { since: changedAt })) {
    ids.push(...page.rows.map(row => row.id))
    for (const { id, mark } of page.threads ?? []) marks.set(id, mark)
  }
  return { ids, threads: [...marks.keys()], marks }
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
