import { said, startProcess } from '../support/start-process.ts'
import type { BenchRun } from './bench.ts'
import type { NodeWork } from './node-process.ts'

export interface Nodes {
  /** All of them begin to work. */
  go(): void
  /** The most memory that one of them held since this was asked last, in MB. */
  memory(): number
  stop(): Promise<void>
}

/** So many nodes, each a process of its own on a Node like this one, ready and not yet working. */
export async function startNodes(run: BenchRun, count: number, work: NodeWork): Promise<Nodes> {
  const file = new URL('./node-process.ts', import.meta.url)
  const started = Array.from({ length: count }, () => startProcess(file, work, process.execArgv))
  const stop = async () => {
    for (const { child } of started) child.kill()
    await Promise.all(started.map(({ ended }) => ended))
  }
  run.finally(stop)
  let most = 0
  for (const { child } of started)
    child.on('message', message => {
      if (typeof message === 'number') most = Math.max(most, message)
    })
  await Promise.all(started.map(one => said(one, 'ready')))
  return {
    stop,
    go: () => {
      for (const { child } of started) child.send('go')
    },
    memory: () => {
      const seen = most
      most = 0
      return seen
    },
  }
}
