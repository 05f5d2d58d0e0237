import { describe, expect, test } from 'vitest'
import { emptyWorld } from '../../src/core/lens.ts'
import type { FieldPlan } from '../../src/core/plan.ts'
import type { Policy } from '../../src/core/policy.ts'
import { putBack, revertKnown } from '../../src/core/revert.ts'
import type { Fields } from '../../src/core/value.ts'
import type { OpenIntent } from '../../src/store/intents.ts'
import { linkDesk, planOne, row, us } from '../support/link-desk.ts'

const { desk, pair } = linkDesk()
const policy: Policy = { ...pair, onRefusal: 'revert' }
const [before, typed, moved] = ['2026-03-10', '2026-06-01', '2026-03-20']

interface Case {
  readonly name: string
  readonly field?: string
  readonly base: Fields
  readonly other: string | null
  readonly back: string | null
}

const cases: readonly Case[] = [
  { name: 'to what was there', base: { dueDate: before }, other: before, back: before },
  { name: 'to what the other side holds by now', base: { dueDate: before }, other: moved, back: moved },
  { name: 'not where nothing was agreed on before', base: {}, other: null, back: null },
  { name: 'not where it would change nothing', base: { dueDate: typed }, other: before, back: null },
  {
    name: 'not where the field flows one way',
    field: 'description',
    base: { description: before },
    other: before,
    back: null,
  },
]

describe('a refused value is put back', () => {
  test.each(cases)('$name', ({ field = 'dueDate', base, other, back }) => {
    const around = {
      base: { crm: base, pm: { [field]: before } },
      saw: { crm: { [field]: typed }, pm: { [field]: other } },
    }
    const plan = putBack(policy, field, 'pm', around, emptyWorld)
    expect(plan).toEqual(
      back === null ? null : { is: 'copy', to: 'crm', value: back, why: 'reverted', lost: typed },
    )
    expect(putBack({ ...policy, onRefusal: 'keep' }, field, 'pm', around, emptyWorld)).toBeNull()
  })

  const refusal = { code: 'refused/outside-schedule', why: '', passes: '', waits: [] } as const
  const refused: FieldPlan = { is: 'refuse', to: 'pm', value: typed, refusal }
  const around = {
    base: { crm: { dueDate: before }, pm: { dueDate: before } },
    saw: { crm: { dueDate: typed }, pm: { dueDate: before } },
  }
  const known = { id: 'e', field: 'dueDate', to: 'pm', value: typed, isTold: false } as const

  test.each([
    { name: 'once its refusal is written down', episodes: [known], is: 'copy' },
    { name: 'not before', episodes: [], is: 'refuse' },
    {
      name: 'not when somebody was told that it stays',
      episodes: [{ ...known, isTold: true }],
      is: 'refuse',
    },
    { name: 'not for the refusal of another value', episodes: [{ ...known, value: moved }], is: 'refuse' },
  ])('$name', ({ episodes, is }) => {
    expect(revertKnown(policy, episodes, { dueDate: refused }, around, emptyWorld).dueDate?.is).toBe(is)
  })

  test('and that is known although the one who did it died before saying so', async () => {
    const fields = { title: 'Kick-off', description: null, dueDate: before }
    const intent: OpenIntent = {
      ...{ id: 'i', key: 'link:1', link: '1', pair: pair.name, side: 'crm', op: 'update', rowId: '7' },
      ...{
        createKey: null,
        pass: null,
        made: null,
        ageMs: 0,
        before: { dueDate: typed },
        sent: { dueDate: before },
      },
      ...{ why: { dueDate: 'reverted' }, saw: around.saw },
    }
    const rows = { crm: row(fields, us), pm: row(fields) }
    const plan = await planOne(desk, pair, { crm: fields, pm: fields }, rows, { intents: [intent] })
    expect(plan.reverted).toEqual(['dueDate'])
  })
})
