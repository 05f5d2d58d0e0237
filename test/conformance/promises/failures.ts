import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { type Fault, type FaultOrder, reactions, VendorError } from '#spi'
import { runs } from '../../support/property.ts'
import { freshKey, type Ground, madeEntities, newFields, one, stand } from '../bench.ts'
import { documentedErrors } from '../folder.ts'
import type { Kit } from '../promise.ts'

/** What each bad day has to come out as. A garbled answer may be taken for a vendor that is down. */
const kindsOf: Readonly<Record<Exclude<Fault, 'slow'>, readonly string[]>> = {
  unauthorized: ['unauthorized'],
  throttled: ['throttled'],
  down: ['unavailable'],
  'lost-answer': ['unavailable'],
  garbled: ['unavailable', 'unexpected'],
}
/** After these the work may have been done. */
const mayBeDone: readonly Fault[] = ['down', 'lost-answer', 'garbled']

/** Errors and bad days. */
export function failurePromises({ bench, promise }: Kit): void {
  describe('failures', () => {
    const { connector } = bench
    const kinds = Object.keys(reactions)

    promise('any answer at all has a kind', () => {
      const body = fc.oneof(
        fc.anything(),
        fc.json().map(text => JSON.parse(text)),
        fc.string(),
      )
      const headers = fc.dictionary(fc.constantFrom('retry-after', 'content-type'), fc.string())
      fc.assert(
        fc.property(fc.integer({ min: 100, max: 599 }), headers, body, (status, given, read) => {
          const failure = connector.classify({ status, headers: given, body: read })
          expect(kinds).toContain(failure.kind)
          expect(failure.message).not.toBe('')
        }),
        runs(200),
      )
    })

    for (const { name, answer, kind, field, retryAfterSeconds } of documentedErrors(connector.name))
      promise(`documented: ${name} is ${kind}`, () => {
        const wanted = { kind, ...(field && { field }), ...(retryAfterSeconds && { retryAfterSeconds }) }
        expect(connector.classify(answer)).toMatchObject(wanted)
      })

    latePromise({ bench, promise })
    for (const fault of Object.keys(kindsOf) as (keyof typeof kindsOf)[])
      faultPromises({ bench, promise }, fault)
  })
}

/** Late is not lost: whoever waits long enough gets what was asked for. */
function latePromise({ promise }: Kit): void {
  promise(
    'slow: what comes late is what was asked for, and is done once',
    async ground => {
      const [entity = ''] = madeEntities(ground)
      const key = freshKey()
      const fields = newFields(ground, entity, await stand(ground, entity))
      ground.sandbox?.turn('slow-ms', 1)
      ground.sandbox?.fault({ fault: 'slow', times: 50 })
      const [made] = await ground.connector.write(ground.session, entity, [{ op: 'create', key, fields }])
      if (!made?.ok || !made.row) throw new Error(`no ${entity} was made: ${JSON.stringify(made)}`)
      const { id } = made.row
      const rows = await ground.connector.fetch(ground.session, entity, [id])
      expect(rows.map(row => row.id)).toEqual([id])
      expect((await ground.connector.find(ground.session, entity, key, fields))?.id).toBe(id)
    },
    'box',
  )
}

function faultPromises({ promise }: Kit, fault: keyof typeof kindsOf): void {
  const wanted = kindsOf[fault]

  promise(
    `${fault}: reading says so`,
    async ground => {
      const [entity = ''] = madeEntities(ground)
      const { row } = await one(ground, entity)
      const reads = [
        () => ground.connector.check(ground.session),
        () => ground.connector.fetch(ground.session, entity, [row.id]),
        () => ground.connector.pull(ground.session, { entity, since: null, cursor: null }),
        () => ground.connector.find(ground.session, entity, freshKey(), row.fields),
      ]
      for (const [at, read] of reads.entries()) {
        ground.sandbox?.fault({ fault })
        const kind = await kindThrown(read)
        expect(wanted, `reading ${at + 1}`).toContain(kind)
      }
    },
    'box',
  )

  promise(
    `${fault}: no write is taken for made, nor for refused by the row`,
    async ground => {
      for (const entity of madeEntities(ground)) {
        const calls = await callsOf(ground, entity)
        for (const [at, call] of calls.entries()) await spoiled(ground, entity, fault, call, at, wanted)
      }
    },
    'box',
  )
}

/** A create with one of its calls having a bad day. */
async function spoiled(
  ground: Ground,
  entity: string,
  fault: Fault,
  call: string,
  at: number,
  wanted: readonly string[],
): Promise<void> {
  const fields = newFields(ground, entity, await stand(ground, entity))
  const spoiling = onCall(ground, at, () => ground.sandbox?.fault({ fault } satisfies FaultOrder))
  const [result] = await ground.connector.write(spoiling, entity, [{ op: 'create', key: freshKey(), fields }])
  const where = `${entity}, call ${at + 1}: ${call}`
  if (result?.ok) return
  expect(wanted, where).toContain(result?.failure.kind)
  if (mayBeDone.includes(fault) && !call.startsWith('GET')) expect(result?.unanswered, where).toBe(true)
}

/** The calls that a create makes, by verb and address. */
async function callsOf(ground: Ground, entity: string): Promise<readonly string[]> {
  const fields = newFields(ground, entity, await stand(ground, entity))
  const before = ground.asked.length
  await ground.connector.write(ground.session, entity, [{ op: 'create', key: freshKey(), fields }])
  return ground.asked.slice(before).map(({ method, url }) => `${method} ${new URL(url).pathname}`)
}

function onCall(ground: Ground, which: number, order: () => void) {
  let at = 0
  const { session } = ground
  return {
    ...session,
    send: (request: Parameters<typeof session.send>[0]) => {
      if (at === which) order()
      at += 1
      return session.send(request)
    },
  }
}

async function kindThrown(read: () => Promise<unknown>): Promise<string> {
  try {
    await read()
    return 'no failure'
  } catch (error) {
    if (error instanceof VendorError) return error.failure.kind
    throw error
  }
}
