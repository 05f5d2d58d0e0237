import { expect, test, vi } from 'vitest'
import { together } from '../../src/engine/together.ts'

/** Work that ends when it is told to, and what each piece of it was asked. */
function heldUp() {
  const asked: (readonly number[])[] = []
  const ends: (() => void)[] = []
  const ask = together(async (numbers: readonly number[]) => {
    asked.push(numbers)
    await new Promise<void>(end => ends.push(end))
    if (numbers.includes(13)) throw new Error('unlucky')
    return numbers.map(number => number * 2)
  })
  return {
    ask,
    asked,
    end: () => ends.splice(0).forEach(end => void end()),
    pieces: (count: number) => vi.waitUntil(() => asked.length === count),
  }
}

test('what is asked while something is under way goes together, and begins after the last of it was asked', async () => {
  const { ask, asked, end, pieces } = heldUp()
  const first = ask(1)
  const rest = Promise.all([ask(2), ask(3), ask(4)])
  expect(asked).toEqual([[1]])
  end()
  expect(await first).toBe(2)
  await pieces(2)
  expect(asked).toEqual([[1], [2, 3, 4]])
  end()
  expect(await rest).toEqual([4, 6, 8])
})

test('one that comes alone waits for nobody', async () => {
  const { ask, asked, end } = heldUp()
  const one = ask(1)
  expect(asked).toEqual([[1]])
  end()
  expect(await one).toBe(2)
})

test('one that fails takes nobody with it', async () => {
  const { ask, asked, end, pieces } = heldUp()
  const first = ask(1)
  const rest = Promise.allSettled([ask(2), ask(13)])
  end()
  await first
  await pieces(2)
  end()
  await pieces(4)
  expect(asked.slice(2)).toEqual([[2], [13]])
  end()
  expect(await rest).toMatchObject([{ status: 'fulfilled', value: 4 }, { status: 'rejected' }])
})
