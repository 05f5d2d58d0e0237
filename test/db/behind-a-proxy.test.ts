import { afterAll, describe, expect, test } from 'vitest'
import { webApp } from '../../src/web/app.ts'
import { listen } from '../../src/web/listen.ts'
import { testEngine } from '../support/engine.ts'

const { engine } = await testEngine()

/** A node that takes these proxies' word. */
async function node(trustedProxies: number | readonly string[]) {
  const web = await listen(
    webApp({ ...engine, config: { ...engine.config, trustedProxies } }),
    0,
    '127.0.0.1',
  )
  afterAll(() => web.close())
  return async (headers: Readonly<Record<string, string>>) => {
    const form = new URLSearchParams({ theme: 'dark' })
    const response = await fetch(`${web.url}/viewer`, { method: 'POST', headers, body: form })
    const left = /r=(\d+)/.exec(response.headers.get('ratelimit') ?? '')?.[1]
    return { status: response.status, left: Number(left), cookie: response.headers.get('set-cookie') ?? '' }
  }
}

const ours = { 'sec-fetch-site': 'same-origin' }
const from = (address: string) => ({ ...ours, 'x-forwarded-for': address })

describe('behind a proxy', () => {
  test.each([
    ['that is counted', 1],
    ['that is named', ['loopback']],
  ])('%s requests are limited by the address that it names', async (_, proxies) => {
    const ask = await node(proxies)
    const first = await ask(from('203.0.113.7'))
    expect((await ask(from('203.0.113.8'))).left).toBe(first.left)
    expect((await ask(from('203.0.113.7'))).left).toBe(first.left - 1)
    // What a client says of itself stands before what the proxy adds, and changes nothing.
    expect((await ask(from('198.51.100.1, 203.0.113.7'))).left).toBe(first.left - 2)
  })

  test.each([
    ['nobody', 0],
    ['somebody else', ['10.0.0.7']],
  ])('where the word of %s is taken, no header makes another of whoever asks', async (_, proxies) => {
    const ask = await node(proxies)
    const first = await ask(from('203.0.113.7'))
    expect((await ask(from('203.0.113.8'))).left).toBe(first.left - 1)
  })

  test('cookies are secure where it says that the request was', async () => {
    const https = { ...ours, 'x-forwarded-proto': 'https' }
    expect((await (await node(1))(https)).cookie).toContain('; Secure')
    expect((await (await node(1))(ours)).cookie).not.toContain('; Secure')
    expect((await (await node(0))(https)).cookie).not.toContain('; Secure')
  })

  test('a form is ours when it comes from the host that the proxy was asked for', async () => {
    const asked = { origin: 'https://baton.example.test', 'x-forwarded-host': 'baton.example.test' }
    expect((await (await node(1))(asked)).status).toBe(204)
    expect((await (await node(0))(asked)).status).toBe(403)
  })
})
