import fc from 'fast-check'
import { expect, test } from 'vitest'
import { brake } from '../../src/core/brake.ts'
import type { Verdict } from '../../src/core/plan.ts'
import { fieldPlans } from '../../src/engine/plan-links.ts'
import { writesOfLink } from '../../src/engine/writes.ts'
import { linkDesk, planOne, row } from '../support/link-desk.ts'

const { desk, pair } = linkDesk()

test('a pass that would delete more than the mapping allows deletes nothing [I7]', () => {
  fc.assert(
    fc.property(fc.nat(30), fc.nat(60), fc.nat(60), (most, deletions, others) => {
      const verdicts: Verdict[] = [
        ...Array.from({ length: deletions }, () => ({ is: 'delete', on: 'pm' }) as const),
        ...Array.from({ length: others }, () => ({ is: 'rest', fields: {} }) as const),
      ]
      expect(brake({ deletes: most }, verdicts).is).toBe(deletions > most ? 'stop' : 'go')
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
