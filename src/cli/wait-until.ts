import { setTimeout as sleep } from 'node:timers/promises'
import { CommandError } from './command-error.ts'
import type { Shell } from './shell.ts'

/** Something a running node does, as whoever waits for it sees it. */
export interface Waiting<Seen> {
  look(): Promise<Seen>
  isDone(seen: Seen): boolean
  /** What changes when something moves. */
  moves(seen: Seen): unknown
  show(seen: Seen): void
  say(line: string): void
  /** The command that shows it later. */
  readonly later: string
}

const pollMs = 500
/** After so many looks at the same, somebody should be told. */
const patience = 30

/** Waiting is all that is done here: whoever stops it stops nothing else. */
export async function waitUntil<Seen>(
  { untilStopped }: Pick<Shell, 'untilStopped'>,
  { look, isDone, moves, show, say, later }: Waiting<Seen>,
): Promise<Seen> {
  const stopped = untilStopped().then(() => 'stopped' as const)
  for (let [same, last] = [0, '']; ; ) {
    const seen = await look()
    if (isDone(seen)) return seen
    const now = JSON.stringify(moves(seen))
    same = now === last ? same + 1 : 0
    last = now
    show(seen)
    if (same === patience) say('Nothing has moved for a while. If no node runs, start one with: baton start')
    if ((await Promise.race([stopped, sleep(pollMs)])) === 'stopped') throw leftAlone(later)
  }
}

function leftAlone(later: string): CommandError {
  return new CommandError(
    'interrupted',
    `Not waited for any longer. The work goes on where a node runs; see how far it is with: ${later}`,
  )
}
