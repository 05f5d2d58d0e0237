import { loadConnectors } from '../../src/engine/registry.ts'
import { conformance } from './kit.ts'
import { sandboxBench } from './sandbox-bench.ts'

// Folders are found by listing: a new vendor is tried without a line being added here.
for (const connector of (await loadConnectors()).values()) conformance(await sandboxBench(connector))
