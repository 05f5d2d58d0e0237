import { expect, test } from 'vitest'
import { judge, judgeCreate, surroundingsFor } from '../../src/core/judge.ts'
import type { FieldPlans } from '../../src/core/plan.ts'
import type { Line } from '../../src/core/rules.ts'
import { pairOf, policyIn, tasksWith } from '../support/shop-mapping.ts'

const pair = pairOf(
  policyIn(tasksWith(`    - { crm: title, pm: title }\n    - { crm: parent, pm: parent }`)),
  'tasks',
)
const at = (id: string, project: string, parent: string | null = null) => ({
  id,
  fields: { title: `Task ${id}`, project, parent },
})
const proposes = (value: string | null): FieldPlans => ({
  parent: { is: 'copy', to: 'pm', value, why: 'changed' },
})

test('parents are looked at wherever they are carried, without anybody asking', () => {
  expect(pair.rules).toEqual(['sound-parent'])
  expect(surroundingsFor(pair, proposes('t2'))).toEqual(['line'])
  expect(pairOf(policyIn(tasksWith('    - { crm: title, pm: title }')), 'tasks').rules).toEqual([])
})

const rows: readonly (readonly [string, Line['rows'], string | null])[] = [
  ['of the same project passes', [at('t2', 'p')], null],
  ['below another one of the same project passes', [at('t2', 'p', 't3'), at('t3', 'p')], null],
  ['that cannot be read is left to the tool', [], null],
  ['that is the task itself is refused', [at('t1', 'p')], 'refused/cycle'],
  ['that stands below the task is refused', [at('t2', 'p', 't1'), at('t1', 'p')], 'refused/cycle'],
  ['of another project is refused', [at('t2', 'q')], 'refused/other-project'],
]
test.each(rows)('a parent %s', (_, line, code) => {
  const around = { line: { self: 't1', project: 'p', rows: line } }
  const judged = judge(pair, proposes('t2'), around).parent
  expect(judged?.is === 'refuse' ? judged.refusal.code : null).toBe(code)
})

test('the refusal says why, what passes, and waits for what stands in the way', () => {
  const around = { line: { self: 't1', project: 'p', rows: [at('t2', 'q')] } }
  expect(judge(pair, proposes('t2'), around).parent).toMatchObject({
    refusal: {
      why: 'The task "Task t2" is in another project, and a subtask is in the project of its parent.',
      passes: 'A parent in the same project, or none.',
      waits: [{ entity: 'task', id: 't2' }],
    },
  })
})

test('to have no parent any more is always allowed', () => {
  expect(judge(pair, proposes(null), {}).parent).toMatchObject({ is: 'copy', value: null })
})

test('a new task is looked at in the same way', () => {
  const around = { line: { self: null, project: 'p', rows: [at('t2', 'q')] } }
  expect(Object.keys(judgeCreate(pair, { title: 'New', parent: 't2' }, around))).toEqual(['parent'])
})
