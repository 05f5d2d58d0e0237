import { describe, test } from 'vitest'
import { loadConnectors } from '../../src/engine/registry.ts'
import { conformance } from '../conformance/kit.ts'
import { liveBench } from './live-bench.ts'
import { liveServer } from './servers.ts'

// Everything that the environment names is tried; what it does not name is said.
for (const connector of (await loadConnectors()).values()) {
  const named = liveServer(connector, process.env)
  const reason = connector.auth.kind === 'oauth2' ? 'signing in with OAuth 2 is not tried live yet' : null
  const skipped = reason ?? (named.is === 'missing' ? named.why : null)
  if (named.is === 'given' && skipped === null) conformance(await liveBench(connector, named.server))
  else describe(connector.title, () => test.skip(`the conformance kit (skipped: ${skipped})`, () => {}))
}
