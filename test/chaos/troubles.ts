import type { NodeProcess } from '../../src/cli/demo/node-process.ts'
import type { Stage } from '../../src/cli/demo/stage.ts'
import { pause } from '../../src/spi/bad-days.ts'
import type { StoppableServer } from '../support/stoppable-server.ts'
import type { Backups } from './backups.ts'
import { setDatabaseClock, setNodeClock } from './clocks.ts'
import type { Consents } from './consents.ts'
import type { Killer } from './killer.ts'
import type { Trouble } from './plan.ts'
import type { PostOffice } from './post-office.ts'

/** What can be broken. */
export interface Breakable {
  readonly stage: Stage
  readonly nodes: readonly NodeProcess[]
  readonly killer: Killer
  readonly post: PostOffice
  readonly server: StoppableServer
  readonly consents: Consents
  readonly backups: Backups
  /** Where the nodes' clocks are set. */
  readonly clocks: string
  /** When the database's clock was set ahead, by this machine; ms. */
  readonly clockJumps: number[]
  /** By how much in all. */
  databaseAheadSeconds: number
}

/** A vendor that nobody calls just now has its bad day all the same, and keeps none of it for later. */
const badDayMs = 5_000

/** Lets something go wrong. What ends by itself, as a freeze does, is not waited for. */
export async function bringTrouble(at: Breakable, what: Trouble): Promise<void> {
  switch (what.trouble) {
    case 'kill':
      return at.nodes[what.node]?.kill()
    case 'kill-at-call':
      return at.killer.arm(what.calls, what.when)
    case 'freeze': {
      const node = at.nodes[what.node]
      node?.freeze()
      void pause(what.ms).then(() => node?.wake())
      return
    }
    case 'database-restart':
      await at.server.stop()
      return at.server.start()
    case 'connections-cut':
      return cutConnections(at.stage)
    case 'vendor':
      return at.stage[what.side].sandbox.fault({ fault: what.fault, times: what.times, withinMs: badDayMs })
    case 'post':
      return at.post.trouble(what.how, what.times)
    case 'clock':
      return at.stage[what.side].sandbox.advance(what.seconds)
    case 'node-clock':
      return setNodeClock(at.clocks, what.node, what.seconds)
    case 'database-clock':
      at.clockJumps.push(performance.now())
      at.databaseAheadSeconds += what.seconds
      return setDatabaseClock(at.stage.engine.pool, at.databaseAheadSeconds)
    case 'revoked':
      return at.consents.revoke(what.side)
    case 'backup':
      return at.backups.take(what.side)
    case 'restored':
      return at.backups.restore(what.side)
  }
}

/** Ends all connections to the database but the one that asks. */
async function cutConnections({ engine }: Stage): Promise<void> {
  await engine.pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename is not null',
  )
}
