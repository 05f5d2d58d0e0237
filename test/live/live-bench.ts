import { vi } from 'vitest'
import type { Connector, VendorRequest } from '#spi'
import type { Bench, Ground } from '../conformance/bench.ts'
import { loadConformance } from '../conformance/folder.ts'
import { livePerson } from './live-person.ts'
import { liveSession } from './live-session.ts'
import type { LiveServer } from './servers.ts'

/** A bench on a real account: one for all promises, since nobody can make a new one for each. */
export async function liveBench(connector: Connector, server: LiveServer): Promise<Bench> {
  const conformance = await loadConformance(connector.name)
  const asked: VendorRequest[] = []
  const bare = liveSession(connector, server, asked)
  const person = livePerson(connector, process.env)
  let account: Promise<Ground['account']> | null = null
  return {
    connector,
    conformance,
    exceptions: [],
    box: null,
    hasPeople: person !== null,
    open: async () => {
      account ??= connector.check(bare)
      const { facts, ...found } = await account
      asked.length = 0
      const session = { ...bare, facts }
      return {
        connector,
        conformance,
        session,
        account: { ...found, facts },
        sandbox: null,
        person,
        asked,
        now: Date.now,
        tick: nextSecond,
      }
    },
  }
}

/** Vendors tick in whole seconds, and two changes of one second look alike. */
async function nextSecond(): Promise<void> {
  const second = () => Math.floor(Date.now() / 1000)
  const now = second()
  await vi.waitUntil(() => second() > now, { timeout: 2000, interval: 20 })
}
