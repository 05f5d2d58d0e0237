import { describe, expect, test } from 'vitest'
import connector from '../../connectors/zoho-projects/index.ts'
import type { Delivery } from '../../src/spi/index.ts'

const { webhooks } = connector
const delivery = (body: string, query: Record<string, string> = {}): Delivery => ({
  headers: {},
  query,
  body: new TextEncoder().encode(body),
})
const fields = { type: 'task', event: 'updated', taskId: '7', projectId: '1', secret: 'right' }
const json = JSON.stringify(fields)
const form = new URLSearchParams(fields).toString()

const coats: readonly (readonly [string, Delivery])[] = [
  ['JSON', delivery(json)],
  ['JSON with numbers', delivery(JSON.stringify({ ...fields, taskId: 7, projectId: 1 }))],
  ['a form', delivery(form)],
  ['a form with data', delivery(new URLSearchParams({ data: json }).toString())],
  ['a form with json', delivery(new URLSearchParams({ json }).toString())],
  ['the address alone', delivery('', fields)],
]

describe('a ping comes in any coat', () => {
  test.each(coats)('%s', (_, each) => {
    expect(webhooks.verify(each, 'right')).toBe(true)
    expect(webhooks.verify(each, 'wrong')).toBe(false)
    expect(webhooks.parse(each)).toEqual([{ entity: 'task', id: '1/7' }])
  })
})

describe('verify', () => {
  test.each([
    ['the secret in the address', delivery('nonsense {', { k: 'right' }), true],
    ['another secret in the address', delivery('', { k: 'wrong' }), false],
    ['no secret', delivery('{}'), false],
    ['bad JSON', delivery('{"secret":'), false],
    ['bad JSON in a form', delivery('data=%7B'), false],
    ['a secret that is no text', delivery('{"secret":1}'), false],
    ['nothing', delivery(''), false],
  ])('%s', (_, each, expected) => expect(webhooks.verify(each, 'right')).toBe(expected))

  test('an empty secret lets nothing in', () => {
    expect(webhooks.verify(delivery('', { k: '' }), '')).toBe(false)
    expect(webhooks.verify(delivery('secret='), '')).toBe(false)
  })
})

describe('parse', () => {
  test('a ping without a task is about the project', () => {
    expect(webhooks.parse(delivery('type=project&projectId=1&taskId='))).toEqual([
      { entity: 'project', id: '1' },
    ])
  })

  test.each([
    ['no project', 'taskId=7'],
    ['a placeholder that was not filled', 'taskId=7&projectId=%24%7BProject.Id%7D'],
    ['nothing', ''],
    ['bad JSON', '{"projectId":'],
  ])('throws on %s', (_, body) => expect(() => webhooks.parse(delivery(body))).toThrow())
})

test('no API makes a webhook', () => expect(webhooks).not.toHaveProperty('subscribe'))
