import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Fields, otherSide, type Side, sides } from '../../src/core/value.ts'
import { readBack } from '../../src/engine/read-back.ts'
import type { PlannedWrite } from '../../src/engine/send.ts'
import { writesOfLink } from '../../src/engine/writes.ts'
import type { OpenIntent } from '../../src/store/intents.ts'
import { linkDesk, planOne, row, us } from '../support/link-desk.ts'

const { desk, pair } = linkDesk()

const day = fc.constantFrom(null, '2026-12-01', '2026-12-24', '2027-01-06')
const word = fc.constantFrom(null, 'Kick-off', 'Kick-off ', 'kick-off', 'Move the address book')
const fields = fc.record({ title: word, description: word, dueDate: day })
const past = fc.record({ title: word, description: word, dueDate: day }, { requiredKeys: [] })
const moment = fc.constantFrom(null, '2026-11-01T08:00:00Z', '2026-11-01T09:00:00Z')

interface Situation {
  readonly base: Readonly<Record<Side, Fields>>
  readonly now: Readonly<Record<Side, Fields>>
  readonly at: Readonly<Record<Side, string | null>>
}

const situation: fc.Arbitrary<Situation> = fc.record({
  base: fc.record({ crm: past, pm: past }),
  now: fc.record({ crm: fields, pm: fields }),
  at: fc.record({ crm: moment, pm: moment }),
})

function planFor({ base, now, at }: Situation, intents: readonly OpenIntent[] = []) {
  const rows = { crm: row(now.crm, 'bo', at.crm), pm: row(now.pm, 'cy', at.pm) }
  return planOne(desk, pair, base, rows, { intents })
}

function sentBy(writes: readonly PlannedWrite[]) {
  return writes.flatMap(({ intent, write }) =>
    write.op === 'delete'
      ? []
      : Object.entries(write.fields).map(([field, value]) => ({ to: intent.side, field, value })),
  )
}

describe('what is sent', () => {
  test('is what the other side shows, for fields that may flow there, and nothing else [I1] [I9]', async () => {
    await fc.assert(
      fc.asyncProperty(situation, async at => {
        for (const { to, field, value } of sentBy(writesOfLink(desk, await planFor(at)))) {
          const rule = pair.fields.find(one => one[to] === field)
          expect(rule).toBeDefined()
          expect(['both', `to-${to}`]).toContain(rule?.flow)
          expect(value).toEqual(at.now[otherSide(to)][rule?.[otherSide(to)] ?? ''])
        }
      }),
    )
  })

  test('is recorded whole before it leaves: what was there, what is sent, what the plan saw [I6]', async () => {
    await fc.assert(
      fc.asyncProperty(situation, async at => {
        for (const { intent, write } of writesOfLink(desk, await planFor(at))) {
          if (write.op !== 'update') throw new Error('Two rows that are there are only ever updated.')
          expect(intent.sent).toEqual(write.fields)
          for (const field of Object.keys(intent.sent))
            expect(intent.before[field]).toEqual(at.now[intent.side][field])
          expect(intent.saw).toEqual(at.now)
        }
      }),
    )
  })
})

describe('what is overwritten stands in the journal', () => {
  test('field by field, with what was there and why it had to give way [I4]', async () => {
    await fc.assert(
      fc.asyncProperty(situation, async at => {
        const plan = await planFor(at)
        for (const { intent } of writesOfLink(desk, plan)) {
          const shown = row({ ...at.now[intent.side], ...intent.sent }, us)
          const { journal } = readBack(desk, plan, { is: 'sent', intent, result: { ok: true, row: shown } })
          const entries = Object.entries(intent.sent).map(([field, sent]) =>
            expect.objectContaining({
              field,
              before: at.now[intent.side][field],
              sent,
              why: expect.any(String),
            }),
          )
          const data = expect.objectContaining({ side: intent.side, row: '7' })
          expect(journal).toEqual([expect.objectContaining({ kind: 'wrote', data })])
          expect(journal[0]?.data).toHaveProperty('fields', expect.arrayContaining(entries))
        }
      }),
    )
  })

  test('also what no reading had shown, where the vendor tells what a write replaced [I4]', async () => {
    await fc.assert(
      fc.asyncProperty(situation, fields, async (at, replaced) => {
        const plan = await planFor(at)
        for (const { intent } of writesOfLink(desk, plan)) {
          const shown = row({ ...at.now[intent.side], ...intent.sent }, us)
          const result = { ok: true, row: shown, replaced } as const
          const { journal } = readBack(desk, plan, { is: 'sent', intent, result })
          const entries = Object.keys(intent.sent).map(field =>
            expect.objectContaining({
              field,
              before: { ...at.now[intent.side], ...replaced }[field],
            }),
          )
          expect(journal[0]?.data).toHaveProperty('fields', expect.arrayContaining(entries))
        }
      }),
    )
  })

  test('also when the one who wrote it died before saying so [I4]', async () => {
    await fc.assert(
      fc.asyncProperty(situation, fc.constantFrom(...sides), fields, async (at, side, before) => {
        const sent = at.now[side]
        const rest = {
          id: 'i',
          key: 'link:1',
          link: '1',
          pair: pair.name,
          rowId: '7',
          createKey: null,
          why: {},
          ageMs: 0,
          pass: null,
          made: null,
        }
        const intent: OpenIntent = { ...rest, side, op: 'update', before, sent, saw: at.now }
        const plan = await planFor(at, [intent])
        expect(plan.settled).toEqual([
          {
            pair: 'tasks',
            kind: 'settled',
            data: { side, row: '7', before, sent, why: {}, from: at.now[otherSide(side)] },
          },
        ])
      }),
    )
  })
})
