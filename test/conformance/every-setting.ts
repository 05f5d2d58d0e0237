import { describe } from 'vitest'
import { loadConnectors } from '../../src/engine/registry.ts'
import { conformance } from './kit.ts'
import { sandboxBench } from './sandbox-bench.ts'
import { settingsOf } from './settings.ts'

// The whole kit with each setting of each switch: some minutes, so it is a command of its own.
for (const connector of (await loadConnectors()).values())
  for (const { name, value, exceptions } of await settingsOf(connector)) {
    const bench = await sandboxBench(connector, sandbox => sandbox.turn(name, value), exceptions)
    describe(`${name}: ${value}`, () => conformance(bench))
  }
