import fc from 'fast-check'
import { expect, test } from 'vitest'
import { brake } from '../../src/core/brake.ts'
import { fieldPlans } from '../../src/engine/plan-links.ts'
import { writesOfLink } from '../../src/engine/writes.ts'
import { linkDesk, planOne, row } from '../support/link-desk.ts'

const { desk, pair } = linkDesk()

test('whatever was done before, a pass that would go beyond the brake does nothing [I7]', () => {
  const limits = fc.record({ deletes: fc.nat(30), overwrites: fc.nat(30), minutes: fc.constant(60) })
  const tally = fc.record({ deletes: fc.nat(40), overwrites: fc.nat(40) })
  const parts = { delete: 0, unlink: 0, restore: 0 }
  fc.assert(
    fc.property(limits, tally, tally, (most, done, more) => {
      const leave = { deletes: 0, overwrites: 0 }
      const planned = { ...more, parts }
      const verdict = brake({ limits: most, done, leave, planned, missing: [] })
      const isBeyond = (what: 'deletes' | 'overwrites') =>
        more[what] > 0 && done[what] + more[what] > most[what]
      expect(verdict.is).toBe(isBeyond('deletes') || isBeyond('overwrites') ? 'stop' : 'go')
    }),
  )
})

test('what a person allows is allowed once: all passes together never do more [I7]', () => {
  const passes = fc.array(fc.record({ deletes: fc.nat(9), overwrites: fc.nat(9) }), { maxLength: 20 })
  const tally = fc.record({ deletes: fc.nat(30), overwrites: fc.nat(30) })
  fc.assert(
    fc.property(tally, tally, passes, (most, given, asked) => {
      let [done, leave] = [{ deletes: 0, overwrites: 0 }, given]
      const total = { deletes: 0, overwrites: 0 }
      for (const one of asked) {
        const planned = { ...one, parts: { delete: one.deletes, unlink: 0, restore: 0 } }
        const verdict = brake({ limits: { ...most, minutes: 60 }, done, leave, planned, missing: [] })
        if (verdict.is === 'stop') continue
        for (const what of ['deletes', 'overwrites'] as const) {
          total[what] += one[what]
          done = { ...done, [what]: done[what] + verdict.counts[what] }
          leave = { ...leave, [what]: leave[what] - verdict.uses[what] }
        }
      }
      expect(total.deletes).toBeLessThanOrEqual(most.deletes + given.deletes)
      expect(total.overwrites).toBeLessThanOrEqual(most.overwrites + given.overwrites)
      expect(Math.min(leave.deletes, leave.overwrites)).toBeGreaterThanOrEqual(0)
    }),
  )
})

const short = { title: 'Kick-off', description: null, dueDate: null }
const long = { ...short, title: 'Move the address book and calendar' }

test('a text that is too long to cross is held: neither cut nor dropped, and asked again [I8]', async () => {
  const plan = await planOne(desk, pair, { crm: short, pm: short }, { crm: row(short), pm: row(long) })
  const title = fieldPlans(plan.verdict)?.title
  expect(title).toMatchObject({ is: 'hold', code: 'carry/too-long' })
  expect(writesOfLink(desk, plan)).toEqual([])
  expect(plan.base).toEqual({ crm: short, pm: short })
})

test('what is held does not keep the other fields from crossing [I8]', async () => {
  const edited = { ...long, dueDate: '2026-12-24' }
  const plan = await planOne(desk, pair, { crm: short, pm: short }, { crm: row(short), pm: row(edited) })
  const [write, ...others] = writesOfLink(desk, plan)
  expect(others).toEqual([])
  expect(write?.write).toMatchObject({ op: 'update', fields: { dueDate: '2026-12-24' } })
})

test('a field that a side did not show is left alone, not taken for empty [I8]', async () => {
  const { dueDate, ...unseen } = short
  expect(dueDate).toBeNull()
  const dated = { ...short, dueDate: '2026-12-24' }
  const plan = await planOne(desk, pair, { crm: dated, pm: dated }, { crm: row(dated), pm: row(unseen) })
  expect(writesOfLink(desk, plan)).toEqual([])
  expect(plan.base).toEqual({ crm: dated, pm: dated })
})
