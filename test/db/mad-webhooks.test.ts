import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { openIntake } from '../../src/engine/intake.ts'
import type { Delivery } from '../../src/spi/index.ts'
import { saveConnection } from '../../src/store/connections.ts'
import { fold } from '../../src/store/fold.ts'
import { dumpTables } from '../support/dump.ts'
import { testEngine } from '../support/engine.ts'
import { runs } from '../support/property.ts'

const { engine } = await testEngine()
const { pool, registry } = engine
const takeDelivery = openIntake(engine)
const secret = 'a-secret-of-the-webhook'
const hookKey = 'f0e1d2c3b4a5968778695a4b3c2d1e0f'

const text = (words: string) => new TextEncoder().encode(words)
const signed = (body: Uint8Array) =>
  Buffer.from(`7:${createHmac('sha256', hookKey).update(body).digest('hex')}`).toString('base64')

interface Known {
  readonly kept: string
  /** A delivery that carries what the vendor's carry, whatever it says. */
  readonly genuine: (says: object) => Delivery
  /** What one says that is in order. */
  readonly usual: object
}

/** How the deliveries of each vendor are known; one that is added has to stand here. */
const known: Readonly<Record<string, Known>> = {
  'zoho-crm': {
    kept: secret,
    usual: { module: 'Tasks', ids: ['1'] },
    genuine: says => ({ headers: {}, query: {}, body: text(JSON.stringify({ ...says, token: secret })) }),
  },
  'zoho-projects': {
    kept: secret,
    usual: { projectId: '1', taskId: '2' },
    genuine: says => ({ headers: {}, query: { k: secret }, body: text(JSON.stringify(says)) }),
  },
  espocrm: {
    kept: JSON.stringify({ 7: hookKey }),
    usual: { first: { id: '1' } },
    genuine: says => {
      const body = text(JSON.stringify(Object.values(says)))
      return { headers: { signature: signed(body) }, query: { event: 'Task.update' }, body }
    },
  },
}
const hooked = [...registry.values()].filter(one => one.webhooks).map(one => one.name)

const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '\u0000',
    'half \ud83d',
    '../..',
    "'); drop table signal; --",
    '__proto__',
    '9'.repeat(400),
  ),
  fc.integer().map(seed => `${seed}-`.repeat(2000)),
)
const anything = fc.oneof(odd, fc.integer(), fc.jsonValue(), fc.array(odd, { maxLength: 5 }))
/** What vendors say about records with odd ids, or with anything in its place. */
const says: fc.Arbitrary<object> = fc.oneof(
  fc.record({ module: fc.constantFrom('Tasks', 'Deals', 'Accounts'), ids: fc.array(odd, { maxLength: 5 }) }),
  fc.record({ taskId: odd, projectId: odd, commentId: odd }, { requiredKeys: ['projectId'] }),
  fc.record({ first: fc.record({ id: odd }), second: fc.record({ id: odd }) }),
  fc.record({
    module: anything,
    ids: anything,
    type: anything,
    taskId: anything,
    projectId: anything,
    id: anything,
  }),
)

beforeAll(async () => {
  for (const name of hooked) {
    const side = registry.get(name)?.side ?? 'crm'
    const hookSecret = await engine.vault.seal(known[name]?.kept ?? '')
    await saveConnection(pool, {
      name,
      connector: name,
      side,
      settings: {},
      credentials: hookSecret,
      hookSecret,
    })
  }
  await pool.query(
    `with m as (insert into mapping (name, text, crm, pm, state) select name, '', id, id, 'on' from connection returning id, crm)
     insert into mapping_entity (mapping, connection, entity, side, pair)
     select m.id, m.crm, e, 'crm', 'tasks' from m, unnest('{task,deal,account,project,comment}'::text[]) e`,
  )
})

/** All tables but what is said to be looked at. */
async function rest() {
  const { signal: _signal, dirty: _dirty, lane: _lane, ...others } = await dumpTables(pool)
  return others
}

test('how the deliveries of every vendor are known stands here', () => {
  expect(Object.keys(known).sort()).toEqual(hooked.sort())
})

describe.each(hooked)('%s', name => {
  const { genuine, usual } = known[name] as Known

  test('deliveries that are the vendor’s own, and say anything at all, change nothing but where to look, and hold up no news', async () => {
    const before = await rest()
    const heard = new Set<string>()
    await fc.assert(
      fc.asyncProperty(says, async said => {
        heard.add(await takeDelivery(name, genuine(said)))
      }),
      { ...runs<[object]>(300), examples: [[usual]] },
    )
    expect(heard).toContain('taken')
    expect(heard).not.toContain('unknown')
    while ((await fold(pool)) > 0);
    expect((await pool.query('select from signal')).rowCount).toBe(0)
    expect(await rest()).toEqual(before)
    expect((await pool.query('select from dirty where length(key) > 1100')).rowCount).toBe(0)
    await pool.query('delete from dirty')
  })
})

describe.each(hooked)('%s, on its way', name => {
  const { genuine } = known[name] as Known

  test('deliveries that were tampered with, or cut off, are not the vendor’s, or say where to look and nothing else', async () => {
    const before = await rest()
    const entities = Object.keys(registry.get(name)?.entities ?? {})
    const tampering = fc.record({ said: says, at: fc.nat(400), bit: fc.nat(7), cut: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(tampering, async ({ said, at, bit, cut }) => {
        const whole = genuine(said)
        const body = cut
          ? whole.body.slice(0, at)
          : whole.body.map((byte, index) => (index === at ? byte ^ (1 << bit) : byte))
        await takeDelivery(name, { ...whole, body })
      }),
      runs(300),
    )
    const { rows } = await pool.query<{ entity: string }>('select distinct entity from signal')
    expect(rows.filter(one => !entities.includes(one.entity))).toEqual([])
    expect(await rest()).toEqual(before)
    await pool.query('delete from signal')
  })
})
