import type { SideDesk } from './desk.ts'
import { readPages, type Stretch } from './read-pages.ts'

export interface StretchAhead extends Stretch {
  /** The next one is being read already. */
  readonly goesOn: boolean
}

/** So long a list is read on in one turn, before other work has its own. */
const turnMs = 2000

function endOfTurn(): () => boolean {
  const started = performance.now()
  return () => performance.now() - started > turnMs
}

/** Stretches of a list: while one is dealt with, the next is being read, unless it `isEnough` by then. */
export async function* readAhead(
  desk: Pick<SideDesk, 'connector' | 'session'>,
  entity: string,
  from: string | null,
  isEnough: () => boolean = endOfTurn(),
): AsyncGenerator<StretchAhead, void, undefined> {
  let reading = readPages(desk, entity, from)
  for (;;) {
    const stretch = await reading
    if (stretch.next === null || isEnough()) return yield { ...stretch, goesOn: false }
    reading = readPages(desk, entity, stretch.next)
    // What fails meanwhile is met when its turn comes, and until then is nobody's.
    reading.catch(() => {})
    try {
      yield { ...stretch, goesOn: true }
    } finally {
      // Whoever turns away leaves no call under way.
      await Promise.allSettled([reading])
    }
  }
}
