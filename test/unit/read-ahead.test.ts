import { expect, test, vi } from 'vitest'
import { readAhead } from '../../src/engine/read-ahead.ts'
import type { Connector, Page, Session } from '../../src/spi/index.ts'

const lastPage = 3

/** A list of a few pages of five hundred rows, of which it is told what is asked for and answered. */
function pages(fails?: number) {
  const told: string[] = []
  const has = (word: string) => vi.waitFor(() => expect(told).toContain(word))
  const pull: Connector['pull'] = async (_session, { cursor }) => {
    const number = Number(cursor ?? 1)
    told.push(`asked ${number}`)
    if (number === fails) throw new Error('down')
    if (number > 1) await has(`begun ${number - 1}`)
    told.push(`read ${number}`)
    return page(number)
  }
  return { told, has, desk: { connector: { pull } as unknown as Connector, session: {} as Session } }
}

function page(number: number): Page {
  const row = (at: number) => ({
    id: `${number}.${at}`,
    version: '',
    changedAt: null,
    changedBy: null,
    fields: {},
  })
  const next = number === lastPage ? null : String(number + 1)
  return { rows: Array.from({ length: 500 }, (_, at) => row(at)), gone: [], next }
}

test('the next stretch is being read while one is dealt with, and no more than one', async () => {
  const { told, has, desk } = pages()
  for await (const { rows, goesOn } of readAhead(desk, 'task', null, () => false)) {
    const number = Number(rows[0]?.id.split('.')[0])
    told.push(`begun ${number}`)
    if (goesOn) await has(`read ${number + 1}`)
    told.push(`done ${number}`)
  }
  expect(told).toEqual([
    ...['asked 1', 'read 1', 'asked 2', 'begun 1', 'read 2', 'done 1'],
    ...['asked 3', 'begun 2', 'read 3', 'done 2', 'begun 3', 'done 3'],
  ])
})

test('none is begun when it is enough, and it says where to go on', async () => {
  const { told, desk } = pages()
  const stretches: unknown[] = []
  told.push('begun 1')
  for await (const { next, goesOn } of readAhead(desk, 'task', '2', () => true))
    stretches.push({ next, goesOn })
  expect(stretches).toEqual([{ next: '3', goesOn: false }])
  expect(told).toEqual(['begun 1', 'asked 2', 'read 2'])
})

test('whoever turns away in the middle leaves no call under way', async () => {
  const { told, desk } = pages()
  for await (const _ of readAhead(desk, 'task', null, () => false)) {
    told.push('begun 1')
    break
  }
  expect(told).toEqual(['asked 1', 'read 1', 'asked 2', 'begun 1', 'read 2'])
})

test('what fails ahead is met once the stretch before it has been dealt with', async () => {
  const { told, has, desk } = pages(2)
  const read = async () => {
    for await (const { next } of readAhead(desk, 'task', null, () => false)) {
      await has('asked 2')
      told.push(`done up to ${next}`)
    }
  }
  await expect(read()).rejects.toThrow('down')
  expect(told).toEqual(['asked 1', 'read 1', 'asked 2', 'done up to 2'])
})
