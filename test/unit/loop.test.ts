import { pino } from 'pino'
import { expect, test } from 'vitest'
import { startLoop } from '../../src/engine/loop.ts'

const anHour = 3_600_000

test('a loop that rests goes on when it is woken, and ends when it is stopped', async () => {
  const rounds = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let at = 0
  const round = async () => {
    rounds[at++]?.resolve()
    return false
  }
  const loop = startLoop({ name: 'test', idleMs: anHour, log: pino({ level: 'silent' }), round })
  await rounds[0]?.promise
  loop.wake()
  await rounds[1]?.promise
  await loop.stop()
  expect(at).toBe(2)
})
