import fc from 'fast-check'
import { expect, test } from 'vitest'
import { baseAfter, type WrittenField } from '../../src/core/base.ts'
import { type Fields, sides } from '../../src/core/value.ts'
import { linkDesk, planOne, row } from '../support/link-desk.ts'

const { desk, pair } = linkDesk()

const word = fc.constantFrom(null, 'Kick-off', 'Kick-off ', 'kick-off', 'Move the address book')
const editor = fc.constantFrom('us', 'somebody', 'unknown')
const written: fc.Arbitrary<WrittenField> = fc.record({ before: word, sent: word, shown: word, editor })

test('after a write the base is what was sent, or what the vendor made of it, or where it was [I2]', () => {
  fc.assert(
    fc.property(written, field => {
      const { before, sent, shown, editor: who } = field
      if (shown === sent) expect(baseAfter(field)).toBe(sent)
      else if (shown === before) expect(baseAfter(field)).toBeUndefined()
      else expect(baseAfter(field)).toBe(who === 'us' ? shown : sent)
    }),
  )
})

test("somebody's edit between the write and the reading never becomes the base [I2]", () => {
  fc.assert(
    fc.property(written, ({ shown, ...rest }) => {
      fc.pre(shown !== rest.sent)
      expect(baseAfter({ ...rest, shown, editor: 'somebody' })).not.toBe(shown)
    }),
  )
})

const fields: fc.Arbitrary<Fields> = fc.record({
  title: word,
  description: word,
  dueDate: fc.constantFrom(null, '2026-12-01'),
})
const rows = fc.record({ crm: fields, pm: fields })

test('a plan moves a base only to what it saw [I2]', async () => {
  await fc.assert(
    fc.asyncProperty(rows, rows, async (base, now) => {
      const plan = await planOne(desk, pair, base, { crm: row(now.crm), pm: row(now.pm) })
      const moved = sides.flatMap(side =>
        Object.keys(plan.base[side])
          .filter(field => plan.base[side][field] !== base[side][field])
          .map(field => [plan.base[side][field], now[side][field]]),
      )
      for (const [after, seen] of moved) expect(after).toBe(seen)
    }),
  )
})
