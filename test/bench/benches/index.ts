import type { Bench } from '../bench.ts'
import { calls } from './calls.ts'
import { statements } from './statements.ts'
import { throughput } from './throughput.ts'

/** Every benchmark, the cheap and telling ones first. */
export const benches: readonly Bench[] = [statements, calls, throughput]
