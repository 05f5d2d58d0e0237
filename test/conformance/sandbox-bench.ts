import type { Conformance, Connector, Exception, Sandbox } from '#spi'
import { loadSandbox } from '../../src/engine/registry.ts'
import type { Bench, Ground } from './bench.ts'
import { loadConformance } from './folder.ts'
import { sandboxSession } from './session.ts'

/** A Monday morning, on no full second. */
const start = Date.parse('2026-11-02T09:15:30.250Z')

/** A bench whose network is the sandbox of the connector's folder. */
export async function sandboxBench(
  connector: Connector,
  prepare?: (sandbox: Sandbox) => void,
  exceptions: readonly Exception[] = [],
): Promise<Bench> {
  const conformance = await loadConformance(connector.name)
  return {
    connector,
    conformance,
    exceptions,
    box: { kind: 'sandbox' },
    hasPeople: true,
    open: async () => {
      const sandbox = await loadSandbox(connector.name, { now: () => start })
      prepare?.(sandbox)
      return openGround(connector, conformance, sandbox)
    },
  }
}

async function openGround(connector: Connector, conformance: Conformance, sandbox: Sandbox): Promise<Ground> {
  let ahead = 0
  const clocked: Sandbox = {
    ...sandbox,
    settings: sandbox.settings,
    advance: seconds => {
      ahead += seconds * 1000
      sandbox.advance(seconds)
    },
  }
  const bare = sandboxSession(connector, clocked, () => start + ahead)
  const account = await connector.check(bare)
  bare.asked.length = 0
  return {
    connector,
    conformance,
    session: { ...bare, facts: account.facts },
    account,
    sandbox: clocked,
    person: async act => clocked.person(act),
    asked: bare.asked,
    now: () => start + ahead,
    tick: async () => clocked.advance(2),
  }
}
