import { pause } from '../../src/spi/bad-days.ts'
import type { PostTrouble } from './plan.ts'

/** A webhook as it is carried. */
export interface Letter {
  readonly path: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Brings a letter; answers with the receiver's status. */
export type Bring = (letter: Letter) => Promise<number>

export interface Sorting {
  /** What becomes of the next letters. */
  trouble(how: PostTrouble, times: number): void
  /** Answers what the sender hears. */
  handle(letter: Letter): Promise<number>
}

const taken = 200
const lateMs = 2_000

/** Letters are brought as they come, unless there is trouble. */
export function sortingWith(bring: Bring): Sorting {
  const desk: Desk = { bring, kept: null }
  let trouble: PostTrouble = 'lost'
  let left = 0
  return {
    trouble: (how, times) => {
      trouble = how
      left = times
    },
    handle: letter => {
      if (left === 0) return inOrder(desk, letter)
      left -= 1
      return troubled[trouble](desk, letter)
    },
  }
}

interface Desk {
  readonly bring: Bring
  /** Waits for the next letter, and is brought after it. */
  kept: Letter | null
}

async function inOrder(desk: Desk, letter: Letter): Promise<number> {
  const behind = desk.kept
  desk.kept = null
  const status = await desk.bring(letter)
  if (behind) await desk.bring(behind)
  return status
}

const troubled: Readonly<Record<PostTrouble, (desk: Desk, letter: Letter) => Promise<number>>> = {
  lost: async () => taken,
  doubled: async (desk, letter) => {
    await desk.bring(letter)
    return inOrder(desk, letter)
  },
  late: async ({ bring }, letter) => {
    void pause(lateMs).then(() => bring(letter))
    return taken
  },
  swapped: async (desk, letter) => {
    const before = desk.kept
    desk.kept = letter
    if (before) await desk.bring(before)
    return taken
  },
}
