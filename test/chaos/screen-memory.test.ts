import { expect, test } from 'vitest'
import type { WriteEntry } from '../../src/spi/index.ts'
import { screenMemory } from './screen-memory.ts'
import { wordsOfVendor } from './vendor-words.ts'

const issue = (id: string, by: string, subject: string | null, description = ''): WriteEntry => ({
  at: '2026-11-27T10:00:00Z',
  by,
  does: subject === null ? 'remove' : 'add',
  module: 'issues',
  id,
  before: null,
  after: subject === null ? null : { subject, description, status: { is_closed: false } },
})

function memoryOf(history: WriteEntry[]) {
  const asked: number[] = []
  const sandbox = {
    history: (skip = 0) => {
      asked.push(skip)
      return history.slice(skip)
    },
  }
  return { ...screenMemory(sandbox, wordsOfVendor('redmine')), asked }
}

test('a task shows its words until it is removed, and is read anew as the history goes on', () => {
  const history = [issue('7', 'person:Cy', 'Task w1', 'w2\nw3')]
  const memory = memoryOf(history)
  expect(memory.wordsOfTask('7')).toEqual(['w2', 'w3'])
  history.push(issue('7', 'person:Cy', null))
  expect(memory.wordsOfTask('7')).toBeUndefined()
  expect(memory.asked).toEqual([0, 1])
})

test('a copy is known by what was typed into its original, and what people made is no copy', () => {
  const memory = memoryOf([issue('7', 'person:Cy', 'Task w1'), issue('8', 'api', 'Task w2', 'w3')])
  expect([memory.copyWith(['w1']), memory.copyWith(['w9', 'w3'])]).toEqual([undefined, '8'])
})

test('a comment stands there until it is taken', () => {
  const note = { at: '2026-11-27T10:00:00Z', module: 'journals', id: '3', before: null } as const
  const history: WriteEntry[] = [{ ...note, by: 'person:Cy', does: 'add', after: { notes: 'Said w1' } }]
  const memory = memoryOf(history)
  expect([memory.hasComment('3'), memory.hasComment('4')]).toEqual([true, false])
  history.push({ ...note, by: 'backup', does: 'remove', after: null })
  expect(memory.hasComment('3')).toBe(false)
})
