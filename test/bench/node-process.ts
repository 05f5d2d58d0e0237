import { startWorker } from '../../src/engine/worker.ts'
import { type Access, benchEngine, type EngineAsk } from './bench-engine.ts'
import { megabytes } from './work.ts'

/** A node in a process of its own: it says when it is ready, works from when it is told to, and tells what memory it holds. */
export interface NodeWork {
  readonly access: Access
  readonly bulk: EngineAsk['bulk']
}

const { access, bulk }: NodeWork = JSON.parse(process.argv[2] ?? '')
process.on('disconnect', () => process.exit())
const { engine } = await benchEngine(access, { bulk })
process.once('message', () => {
  startWorker(engine)
  setInterval(() => process.send?.(megabytes()), 100)
})
process.send?.('ready')
