import { describe, test } from 'vitest'
import { loadConnectors } from '../../src/engine/registry.ts'
import { conformance } from '../conformance/kit.ts'
import { liveBench } from './live-bench.ts'
import { liveServer } from './servers.ts'

// Everything that the environment names is tried; what it does not name is said.
for (const connector of (await loadConnectors()).values()) {
  const named = liveServer(connector, process.env)
  if (named.is === 'given') conformance(await liveBench(connector, named.server))
  else describe(connector.title, () => test.skip(`the conformance kit (skipped: ${named.why})`, () => {}))
}
