import { once } from 'node:events'
import { pino } from 'pino'
import { readEnvironment } from '../../src/cli/environment.ts'
import { createEngine } from '../../src/engine/create.ts'
import { newMasterKey } from '../../src/engine/vault.ts'
import { startWorker } from '../../src/engine/worker.ts'
import { openDatabase } from '../../src/store/database.ts'
import { boxes } from './box.ts'

/** A real worker of Baton's between two boxes. */
export interface BoxWork {
  /** Where Baton's tables are, and the boxes. */
  readonly url: string
  readonly leaseSeconds: number
  readonly slots?: number
  /** Whoever reads this row in the crm dies of it. */
  readonly deadly?: string
  /** Whoever reads this row in the crm says 'in hand', and waits for leave to go on. */
  readonly asking?: string
}

const { url, leaseSeconds, slots = 3, deadly, asking }: BoxWork = JSON.parse(process.argv[2] ?? '')
process.on('disconnect', () => process.exit())

const vendor = openDatabase(url, 8)
const registry = boxes(vendor, {
  onRead: async ids => {
    if (deadly !== undefined && ids.includes(deadly)) process.kill(process.pid, 'SIGKILL')
    if (asking === undefined || !ids.includes(asking)) return
    process.send?.('in hand')
    await once(process, 'message')
  },
})
const { config, rewrites } = readEnvironment({
  BATON_SLOTS: String(slots),
  BATON_LEASE_SECONDS: String(leaseSeconds),
})
const log = pino({ level: 'silent' })
const made = await createEngine({ databaseUrl: url, masterKey: newMasterKey(), rewrites, config, log })
const session = { settings: {}, facts: {}, send: () => Promise.reject(new Error('a box has no network')) }
startWorker({ ...made, registry, sessions: { ...made.sessions, open: () => session } })
process.send?.('ready')
