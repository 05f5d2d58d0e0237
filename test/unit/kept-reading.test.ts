import { expect, test } from 'vitest'
import { keptReading } from '../../src/engine/kept-reading.ts'

test('a reading is kept a hundred times as long as it took, and made once for all who ask meanwhile', async () => {
  let now = 0
  let made = 0
  const read = keptReading(
    async () => {
      now += 20
      made += 1
      return made
    },
    () => now,
  )
  expect(await Promise.all([read(), read()])).toEqual([1, 1])
  now = 2019
  expect(await read()).toBe(1)
  now = 2021
  expect(await read()).toBe(2)
})

test('one that failed is made anew', async () => {
  let made = 0
  const read = keptReading(() => {
    made += 1
    return made === 1 ? Promise.reject(new Error('the database is away')) : Promise.resolve('read')
  })
  await expect(read()).rejects.toThrow('away')
  expect(await read()).toBe('read')
})
