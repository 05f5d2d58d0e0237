import { describe, expect } from 'vitest'
import { type Row, type Session, VendorError, type WriteResult } from '#spi'
import { freshKey, type Ground, make, mark, newFields, one, stand, trialOf } from '../bench.ts'
import { forEachEntity, type Kit } from '../promise.ts'
import { seenBy } from './changing.ts'

/** One key, one row. */
export function creatingOncePromises(kit: Kit): void {
  describe('creating once', () => {
    forEachEntity(kit.bench, entity => {
      if (!kit.bench.connector.entities[entity]?.can.createOnce) return
      oncePromises(kit, entity)
      findPromises(kit, entity)
      namingPromise(kit, entity)
      changingPromise(kit, entity)
    })
  })
}

function oncePromises({ promise }: Kit, entity: string): void {
  promise(`${entity}: one key makes one row, however often the create is sent`, async ground => {
    const { create, fields } = await trial(ground, entity)
    const first = await create(ground.session)
    await ground.tick()
    const second = await create(ground.session)
    expect(rowIn(second)).toBe(rowIn(first))
    if (second?.ok) expect(second.earlier).toBe(true)
    expect(await titled(ground, entity, fields)).toHaveLength(1)
  })

  promise(`${entity}: a create whose answer was lost, at any call, is still one row`, async ground => {
    const calls = await callsOf(ground, entity)
    for (let lost = 0; lost < calls; lost += 1) {
      const { create, fields, key } = await trial(ground, entity)
      const answer = await create(losing(ground.session, lost))
      await ground.tick()
      if (answer?.ok) continue
      const found = await ground.connector.find(ground.session, entity, key, fields)
      await create(ground.session)
      await ground.tick()
      const rows = await titled(ground, entity, fields)
      expect(rows, `call ${lost + 1} of ${calls}`).toHaveLength(1)
      expect([undefined, rows[0]?.id]).toContain(found?.id)
      if (found) expect(answer, `call ${lost + 1} of ${calls}`).toMatchObject({ ok: false, unanswered: true })
    }
  })
}

function namingPromise({ promise, bench }: Kit, entity: string): void {
  // Where the API cannot delete such a row, the box's people cannot either.
  if (!bench.box || !bench.connector.entities[entity]?.can.delete || !trialOf(bench, entity).screen) return
  promise(`${entity}: a row that somebody deletes as soon as it is made is shown or named`, async ground => {
    const { create, fields } = await trial(ground, entity)
    const { session, deleted } = deletingAtOnce(ground, entity, fields)
    const result = await create(session)
    expect(deleted).toHaveLength(1)
    expect([result?.ok ? result.row?.id : result?.made]).toEqual(deleted)
  })
}

function changingPromise({ promise, bench }: Kit, entity: string): void {
  if (!bench.box || !bench.connector.entities[entity]?.can.delete || !trialOf(bench, entity).screen) return
  promise(`${entity}: an update of a row that somebody deletes at once is not denied`, async ground => {
    const { fields, key } = await trial(ground, entity)
    const row = await make(ground, entity, fields, key)
    await ground.tick()
    const changed = { [trialOf(ground, entity).title]: mark() }
    const { session, deleted } = deletingAtOnce(ground, entity, changed)
    const update = { op: 'update', id: row.id, ifVersion: null, fields: changed } as const
    const [result] = await ground.connector.write(session, entity, [update])
    expect(deleted).toHaveLength(1)
    expect(result?.ok || result?.unanswered).toBe(true)
  })
}

/** After each call somebody at the screen deletes the new row, if it is there by then. */
function deletingAtOnce(ground: Ground, entity: string, fields: Row['fields']) {
  const deleted: string[] = []
  const session: Session = {
    ...ground.session,
    async send(request) {
      const response = await ground.session.send(request)
      if (request.method === 'GET') return response
      for (const row of await titled(ground, entity, fields)) {
        const act = trialOf(ground, entity).screen?.retitle(row, '')
        if (act) ground.sandbox?.person({ ...act, does: 'remove' })
        deleted.push(row.id)
      }
      return response
    },
  }
  return { session, deleted }
}

function findPromises({ promise }: Kit, entity: string): void {
  promise(`${entity}: a row is found by its key, and tells it`, async ground => {
    const { fields, key } = await trial(ground, entity)
    const row = await make(ground, entity, fields, key)
    expect(await ground.connector.find(ground.session, entity, key, fields)).toMatchObject({
      id: row.id,
      key,
    })
    expect(row.key).toBe(key)
  })

  promise(`${entity}: a key that nobody used finds nothing`, async ground => {
    const { row } = await one(ground, entity)
    const nobody = `${freshKey()} o'hara "x"`
    expect(await ground.connector.find(ground.session, entity, nobody, row.fields)).toBeNull()
  })
}

async function trial(ground: Ground, entity: string) {
  const fields = newFields(ground, entity, await stand(ground, entity))
  const key = freshKey()
  const create = async (session: Session): Promise<WriteResult | undefined> =>
    (await ground.connector.write(session, entity, [{ op: 'create', key, fields }]))[0]
  return { create, fields, key }
}

/** The row that a create made, or ran into. */
function rowIn(result: WriteResult | undefined): string | undefined {
  if (result?.ok) return result.row?.id
  return result?.failure.kind === 'duplicate' ? result.failure.existingId : undefined
}

async function titled(ground: Ground, entity: string, fields: Row['fields']): Promise<readonly Row[]> {
  const { title } = trialOf(ground, entity)
  const { rows } = await seenBy(ground, entity, null)
  return rows.filter(row => row.fields[title] === fields[title])
}

/** How many calls one create takes. */
async function callsOf(ground: Ground, entity: string): Promise<number> {
  const { create } = await trial(ground, entity)
  const before = ground.asked.length
  await create(ground.session)
  return ground.asked.length - before
}

/** A session whose n-th call is carried out and never answered. */
export function losing(session: Session, which: number): Session {
  let at = 0
  return {
    ...session,
    async send(request) {
      const lost = at === which
      at += 1
      const response = await session.send(request)
      if (lost) throw new VendorError({ kind: 'unavailable', message: 'the answer was lost' }, null, true)
      return response
    },
  }
}
