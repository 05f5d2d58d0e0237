import { describe, expect } from 'vitest'
import type { Fields, WriteResult } from '#spi'
import { entityOf, freshKey, type Ground, look, mark, newFields, one, trialOf } from '../bench.ts'
import { forEachEntity, type Kit } from '../promise.ts'
import { holds } from '../samples.ts'
import { changed, seenBy, update, write } from './changing.ts'

/** Creates, updates and deletes. */
export function writingPromises(kit: Kit): void {
  describe('writing', () => {
    forEachEntity(kit.bench, entity => {
      const { can } = kit.bench.connector.entities[entity] ?? { can: null }
      if (can?.create) createPromises(kit, entity)
      if (can?.update) updatePromises(kit, entity)
      if (can?.ifVersion) versionPromises(kit, entity)
      if (can?.delete) deletePromises(kit, entity)
    })
  })
}

function createPromises({ promise }: Kit, entity: string): void {
  promise(`${entity}: a create answers with the row as it now is`, async ground => {
    const { row } = await one(ground, entity)
    expect(await look(ground, entity, row.id)).toEqual(row)
  })

  promise(`${entity}: a bad write fails alone, and results keep their order`, async ground => {
    const { row, standing } = await one(ground, entity)
    const title = trialOf(ground, entity).title
    const good = () => ({
      op: 'create' as const,
      key: freshKey(),
      fields: newFields(ground, entity, standing),
    })
    const [first, last] = [good(), good()]
    const bad = { op: 'update' as const, id: `${row.id}9`, ifVersion: null, fields: { [title]: mark() } }
    const results = await ground.connector.write(ground.session, entity, [first, bad, last])
    expect(results.map(result => result.ok)).toEqual([true, false, true])
    expect(isTitled(ground, entity, results[0], first.fields)).toBe(true)
    expect(isTitled(ground, entity, results[2], last.fields)).toBe(true)
    expect(kindOf(results[1])).toMatch(/^(gone|rejected)$/)
  })
}

function updatePromises({ promise }: Kit, entity: string): void {
  promise(`${entity}: an update answers with the row as it now is`, async ground => {
    const { row } = await one(ground, entity)
    const after = await changed(ground, entity, row.id)
    expect(await look(ground, entity, row.id)).toEqual(after)
  })

  promise(`${entity}: an update of what is not there any more is gone`, async ground => {
    if (!entityOf(ground, entity).can.delete) return
    const { row } = await one(ground, entity)
    await write(ground, entity, { op: 'delete', id: row.id, ifVersion: null })
    const fields = { [trialOf(ground, entity).title]: mark() }
    expect(kindOf(await write(ground, entity, { op: 'update', id: row.id, ifVersion: null, fields }))).toBe(
      'gone',
    )
  })

  promise(`${entity}: sending what is there already is no harm`, async ground => {
    const { row } = await one(ground, entity)
    const title = trialOf(ground, entity).title
    const after = await update(ground, entity, row.id, { [title]: row.fields[title] ?? null })
    expect(after.fields).toEqual(row.fields)
  })
}

function versionPromises({ promise }: Kit, entity: string): void {
  promise(`${entity}: a write that names the version it saw goes through`, async ground => {
    const { row } = await one(ground, entity)
    const fields = titled(ground, entity)
    const result = await write(ground, entity, { op: 'update', id: row.id, ifVersion: row.version, fields })
    expect(isTitled(ground, entity, result, fields)).toBe(true)
  })

  promise(`${entity}: a write that names an outdated version is stale, and changes nothing`, async ground => {
    const { row } = await one(ground, entity)
    const now = await changed(ground, entity, row.id)
    const fields = titled(ground, entity)
    const late = { id: row.id, ifVersion: row.version }
    expect(kindOf(await write(ground, entity, { op: 'update', ...late, fields }))).toBe('stale')
    if (entityOf(ground, entity).can.delete)
      expect(kindOf(await write(ground, entity, { op: 'delete', ...late }))).toBe('stale')
    expect(await look(ground, entity, row.id)).toEqual(now)
  })
}

function deletePromises({ promise }: Kit, entity: string): void {
  promise(`${entity}: a deletion takes the row away and comes to light as declared`, async ground => {
    const { row } = await one(ground, entity)
    const result = await write(ground, entity, { op: 'delete', id: row.id, ifVersion: null })
    expect(result).toEqual({ ok: true, row: null })
    expect(await look(ground, entity, row.id)).toBeNull()
    const seen = await seenBy(ground, entity, row.changedAt)
    if (entityOf(ground, entity).deletions === 'pulled') expect(seen.gone).toContain(row.id)
    expect((await seenBy(ground, entity, null)).rows.map(each => each.id)).not.toContain(row.id)
  })

  promise(`${entity}: deleting twice is no success`, async ground => {
    const { row } = await one(ground, entity)
    const gone = { op: 'delete', id: row.id, ifVersion: null } as const
    await write(ground, entity, gone)
    expect(kindOf(await write(ground, entity, gone))).toBe('gone')
  })
}

function titled(ground: Ground, entity: string): Fields {
  return { [trialOf(ground, entity).title]: mark() }
}

function isTitled(
  ground: Ground,
  entity: string,
  result: WriteResult | undefined,
  { [trialOf(ground, entity).title]: wrote = null }: Fields,
): boolean {
  const { title } = trialOf(ground, entity)
  const spec = entityOf(ground, entity).fields[title]
  return spec !== undefined && result?.ok === true && holds(spec, wrote, result.row?.fields[title])
}

/** The kind of a failure; `ok` for a success. */
export function kindOf(result: WriteResult | undefined): string {
  return result?.ok === false ? result.failure.kind : 'ok'
}
