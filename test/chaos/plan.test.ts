import { expect, test } from 'vitest'
import { type Edit, planOf, type Step } from './plan.ts'

const editsOf = (seed: number, count: number) =>
  planOf(seed, count).filter((step): step is Edit => step.kind === 'edit')

test('the same seed makes the same plan, another one another', () => {
  expect(planOf(7, 300)).toEqual(planOf(7, 300))
  expect(planOf(8, 300)).not.toEqual(planOf(7, 300))
})

test('a plan has as many edits as were asked for, and a shorter one is asked for by itself', () => {
  for (const count of [1, 2, 60, 301]) expect(editsOf(3, count)).toHaveLength(count)
})

test('deaths that are asked for come besides, and change nothing else', () => {
  const isDeath = (step: Step) => step.kind === 'trouble' && step.trouble.startsWith('kill')
  const [usual, deadly] = [planOf(7, 300), planOf(7, 300, 450)]
  expect(deadly.filter(isDeath)).toHaveLength(usual.filter(isDeath).length + 450)
  expect(deadly.filter(step => !isDeath(step))).toEqual(usual.filter(step => !isDeath(step)))
  expect(planOf(7, 300, 450)).toEqual(deadly)
})

test('nobody types a word twice', () => {
  const words = editsOf(5, 2000).map(edit => edit.word)
  expect(new Set(words).size).toBe(words.length)
})

const everythingDone =
  'add close comment due edit-comment far-due line remove remove-comment reopen title win'.split(' ')
const everyTrouble =
  `backup clock connections-cut database-clock database-restart doubled down freeze garbled kill kill-at-call late lost
  lost-answer node-clock restored revoked slow swapped throttled unauthorized`.split(/\s+/)

test('in a long plan everything is done, and everything goes wrong', () => {
  const plan = planOf(1, 5000)
  const edits = new Set(editsOf(1, 5000).map(edit => edit.does))
  expect([...edits].sort()).toEqual(everythingDone)
  const troubles = plan.flatMap(step => {
    if (step.kind !== 'trouble') return []
    return step.trouble === 'vendor' ? [step.fault] : step.trouble === 'post' ? [step.how] : [step.trouble]
  })
  expect([...new Set(troubles)].sort()).toEqual(everyTrouble)
})

test.each([40, 1000, 10_000])('of %s edits a side takes a backup before it is set back to one', count => {
  const troubles = planOf(4, count).flatMap(step => (step.kind === 'trouble' ? [step.trouble] : []))
  const turns = troubles.filter(one => one === 'backup' || one === 'restored')
  const stretches = Math.ceil(count / 2000)
  expect(turns).toEqual(Array.from({ length: stretches }, () => ['backup', 'restored']).flat())
})

test('nobody edits a task that was removed, nor a comment that was never written', () => {
  const removed = new Set<number>()
  const written = new Set<number>()
  for (const edit of editsOf(2, 3000)) {
    if (edit.does !== 'add' && edit.does !== 'win') expect(removed).not.toContain(edit.task)
    if (edit.does === 'remove') removed.add(edit.task)
    if (edit.does === 'comment') written.add(edit.comment)
    if (edit.does.endsWith('-comment')) expect(written).toContain(edit.comment)
  }
})
