import { describe, expect } from 'vitest'
import type { FieldSpec, FieldSpecs, Named, Value } from '#spi'
import { checked, entityOf, type Ground, make, newFields, one, stand, trialOf } from '../bench.ts'
import { forEachEntity, type Kit } from '../promise.ts'
import { awkwardDays, holds, samplesOf } from '../samples.ts'
import { seenBy, update, write } from './changing.ts'
import { kindOf } from './writing.ts'

/** What fields hold. */
export function valuePromises(kit: Kit): void {
  describe('fields', () => {
    forEachEntity(kit.bench, entity => {
      const { fields = {} } = kit.bench.connector.entities[entity] ?? {}
      for (const [name, spec] of Object.entries(fields))
        if (spec.writable) fieldPromises(kit, entity, name, spec)
      dayPromises(kit, entity, fields)
    })
  })
}

function fieldPromises({ bench, promise }: Kit, entity: string, name: string, spec: FieldSpec): void {
  promise(`${entity}.${name} holds what was written, at its limits too`, async ground => {
    const desk = await valueDesk(ground, entity)
    for (const value of await valuesFor(desk, name, spec)) {
      const shown = await written(desk, name, value)
      expect(holds(spec, value, shown), `wrote ${brief(value)}, shows ${brief(shown)}`).toBe(true)
    }
  })

  if (bench.connector.entities[entity]?.can.update)
    promise(`${entity}.${name} changes alone`, async ground => {
      const desk = await valueDesk(ground, entity)
      const [value] = await valuesFor(desk, name, spec)
      if (value === undefined) return
      const row = await make(ground, entity, newFields(ground, entity, desk.standing))
      const after = await update(ground, entity, row.id, { [name]: value })
      expect(others(ground, entity, name, after.fields)).toEqual(others(ground, entity, name, row.fields))
    })

  if (spec.maxLength !== undefined && spec.type === 'text')
    promise(`${entity}.${name}: a text that is too long is refused, or seen to be cut`, async ground => {
      const { row } = await one(ground, entity)
      const text = `${'y'.repeat(spec.maxLength ?? 0)}z`
      const fields = { [name]: text }
      const result = await write(ground, entity, { op: 'update', id: row.id, ifVersion: null, fields })
      if (result.ok) expect(result.row?.fields[name]).not.toBe(text)
      else expect(kindOf(result)).toBe('rejected')
    })
}

function dayPromises({ bench, promise }: Kit, entity: string, fields: FieldSpecs): void {
  const days = Object.entries(fields).filter(([, spec]) => spec.type === 'date' && spec.writable)
  if (days.length === 0 || !bench.conformance.inZone) return
  for (const zone of ['Pacific/Auckland', 'America/Los_Angeles', 'Europe/Berlin', 'Asia/Kathmandu'])
    promise(
      `${entity}: a day stays a day in ${zone}`,
      async ground => {
        const desk = await valueDesk(await inZone(ground, zone), entity)
        for (const [name] of days)
          for (const day of awkwardDays) expect(await written(desk, name, day), name).toBe(day)
      },
      'box',
    )
}

/** The account in another zone, which a check then finds out. */
async function inZone(ground: Ground, zone: string): Promise<Ground> {
  if (ground.sandbox) ground.conformance.inZone?.(ground.sandbox, zone)
  return checked(ground)
}

export interface ValueDesk extends Named {
  readonly ground: Ground
  readonly entity: string
}

export async function valueDesk(ground: Ground, entity: string): Promise<ValueDesk> {
  return { ground, entity, standing: await stand(ground, entity), people: await people(ground) }
}

export async function valuesFor(desk: ValueDesk, name: string, spec: FieldSpec): Promise<readonly Value[]> {
  const { ground, entity } = desk
  const own = trialOf(ground, entity).values?.(desk)[name]
  if (own) return own
  const described = await ground.connector.describe?.(ground.session, entity)
  return samplesOf(described?.[name] ?? spec, desk)
}

async function people(ground: Ground): Promise<readonly string[]> {
  if (!ground.connector.entities.user) return [ground.account.userId]
  const { rows } = await seenBy(ground, 'user', null)
  const active = rows.filter(row => row.fields.active !== false).map(row => row.id)
  return [ground.account.userId, ...active.filter(id => id !== ground.account.userId)]
}

/** What a field shows after a value was written into it: into a new row where rows cannot be changed. */
export async function written(desk: ValueDesk, name: string, value: Value): Promise<Value | undefined> {
  const { ground, entity, standing } = desk
  const fields = newFields(ground, entity, standing)
  if (!entityOf(ground, entity).can.update)
    return (await make(ground, entity, { ...fields, [name]: value })).fields[name]
  const row = await make(ground, entity, fields)
  return (await update(ground, entity, row.id, { [name]: value })).fields[name]
}

/** The writable fields besides one and those that go along with it. */
function others(ground: Ground, entity: string, name: string, fields: Readonly<Record<string, Value>>) {
  const along = [name, ...(trialOf(ground, entity).along?.[name] ?? [])]
  const { fields: specs } = entityOf(ground, entity)
  return Object.fromEntries(
    Object.entries(fields).filter(([each]) => specs[each]?.writable && !along.includes(each)),
  )
}

function brief(value: Value | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 120 ? `${text.slice(0, 100)}… (${text.length})` : text
}
