import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fewAtOnce } from '../../src/spi/index.ts'

test('all are done, so many at once and no more, and answered in their order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.nat()),
      fc.integer({ min: 1, max: 5 }),
      async (s, items, most) => {
        let underWay = 0
        const double = s.scheduleFunction(async (item: number) => item * 2)
        const answered = fewAtOnce(
          items,
          async item => {
            expect(++underWay).toBeLessThanOrEqual(most)
            const answer = await double(item)
            underWay -= 1
            return answer
          },
          most,
        )
        await s.waitFor(answered)
        expect(await answered).toEqual(items.map(item => item * 2))
      },
    ),
  )
})

test('after one that failed none is begun, and those under way are waited for', async () => {
  const [begun, ended]: [number[], number[]] = [[], []]
  const slow = Promise.withResolvers<void>()
  const answered = fewAtOnce(
    [0, 1, 2, 3, 4, 5],
    async item => {
      begun.push(item)
      if (item === 1) throw new Error('the second one')
      if (item === 2) slow.resolve()
      await slow.promise
      ended.push(item)
    },
    3,
  )
  await expect(answered).rejects.toThrow('the second one')
  expect([begun, ended.sort()]).toEqual([
    [0, 1, 2],
    [0, 2],
  ])
})
