import { expect, test } from 'vitest'
import { logTo } from '../../src/cli/log.ts'
import { VendorError } from '../../src/spi/index.ts'

const heard = (err: Error) => {
  const lines: string[] = []
  logTo({ say: () => {}, log: line => void lines.push(line) }, 'info').warn({ err }, 'it failed')
  return JSON.parse(lines.join('')).err
}

test('what a vendor answers is told by its kind and words, without a stack', () => {
  const failure = { kind: 'unauthorized', message: 'invalid_client: the client is not known' } as const
  expect(heard(new VendorError(failure, null))).toEqual({ type: 'VendorError', ...failure })
})

test('so is a database that is away', () => {
  const away = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' })
  expect(heard(away)).toEqual({ type: 'Error', message: away.message })
})

test('a bug of ours says where it is', () => {
  expect(heard(new TypeError('x is undefined'))).toMatchObject({
    stack: expect.stringContaining('log.test.ts'),
  })
})
