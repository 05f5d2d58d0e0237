import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test, vi } from 'vitest'
import type { Delivery } from '#spi'
import espocrm from '../../connectors/espocrm/index.ts'
import { mark, one } from '../conformance/bench.ts'
import { forgetWebhooks } from './espocrm-webhooks.ts'
import { liveBench } from './live-bench.ts'
import { addressOf, liveServer } from './servers.ts'

const named = liveServer(espocrm, process.env)
const skipped = named.is === 'missing' ? named.why : ''

/** Takes in whatever is sent, and answers well. */
async function listen(): Promise<{ url: string; taken: Delivery[]; close(): void }> {
  const taken: Delivery[] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const query = Object.fromEntries(new URL(request.url ?? '', 'http://localhost').searchParams)
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    )
    taken.push({ headers, query, body: new Uint8Array(Buffer.concat(parts)) })
    response.end('{}')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/hooks/live`, taken, close: () => server.close() }
}

test.skipIf(named.is === 'missing')(
  `EspoCRM: its webhooks are signed, and say where to look ${skipped}`,
  async () => {
    if (named.is === 'missing') return
    const ground = await (await liveBench(espocrm, named.server)).open()
    const door = await listen()
    const ask = { callback: door.url, secret: '', entities: ['task'], now: new Date().toISOString() }
    try {
      const { secret = '' } = (await espocrm.webhooks.subscribe?.(ground.session, ask)) ?? {}
      const { row } = await one(ground, 'task')
      const fields = { title: mark() }
      await espocrm.write(ground.session, 'task', [
        { op: 'update', id: row.id, ifVersion: null, fields },
        { op: 'delete', id: row.id, ifVersion: null },
      ])
      const events = () => door.taken.map(each => each.query.event)
      const all = ['Task.create', 'Task.update', 'Task.delete']
      await vi.waitUntil(() => all.every(event => events().includes(event)), {
        timeout: 150_000,
        interval: 250,
      })
      for (const each of door.taken) {
        expect(espocrm.webhooks.verify(each, secret)).toBe(true)
        expect(espocrm.webhooks.verify(each, secret.toUpperCase())).toBe(false)
        expect(espocrm.webhooks.parse(each)).toContainEqual({ entity: 'task', id: row.id })
      }
    } finally {
      door.close()
      await forgetWebhooks(addressOf(named.server), named.server.credentials.key ?? '')
    }
  },
)
