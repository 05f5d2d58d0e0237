import type { Bench } from '../bench.ts'
import { bloat } from './bloat.ts'
import { budget } from './budget.ts'
import { calls } from './calls.ts'
import { comments } from './comments.ts'
import { consolePages } from './console.ts'
import { delay } from './delay.ts'
import { growth } from './growth.ts'
import { matching } from './matching.ts'
import { memory } from './memory.ts'
import { nodes } from './nodes.ts'
import { plan } from './plan.ts'
import { statements } from './statements.ts'
import { sweep } from './sweep.ts'
import { throughput } from './throughput.ts'
import { webhooks } from './webhooks.ts'

/** Every benchmark, the cheap and telling ones first. */
export const benches: readonly Bench[] = [
  statements,
  calls,
  comments,
  delay,
  budget,
  throughput,
  webhooks,
  sweep,
  nodes,
  memory,
  consolePages,
  growth,
  plan,
  matching,
  bloat,
]
