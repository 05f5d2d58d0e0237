import type { Dice } from '../../../src/cli/demo/dice.ts'
import { people } from '../../../src/cli/demo/plot.ts'
import type { VendorRecord } from '../../../src/cli/demo/screens/box.ts'
import type { Stage } from '../../../src/cli/demo/stage.ts'
import { records } from '../../../src/cli/demo/vendor-state.ts'
import type { Side } from '../../../src/core/value.ts'

/** The two ends of one task. */
export interface TaskPair {
  readonly crm: string
  readonly pm: string
}

interface Screen {
  readonly as: string
  readonly title: string
  readonly text: string
  readonly toText: (lines: readonly string[]) => string
}

const screens: Readonly<Record<Side, Screen>> = {
  crm: { as: people.sales, title: 'Subject', text: 'Description', toText: lines => lines.join('\n') },
  pm: {
    as: people.delivery,
    title: 'name',
    text: 'description',
    toText: lines => lines.map(line => `<div>${line}</div>`).join(''),
  },
}

/** Every word that anybody types is a new one, so that its way can be followed. */
export function wordsOf(text: unknown): string[] {
  return String(text ?? '').match(/\bw\d+\b/g) ?? []
}

export function shownOn(stage: Stage, side: Side, id: string): { title: string; words: string } {
  const { title, text } = screens[side]
  const record = recordOf(stage, side, id)
  return { title: String(record?.[title] ?? ''), words: wordsOf(record?.[text]).join(' ') }
}

export function recordOf(stage: Stage, side: Side, id: string): VendorRecord | undefined {
  return records(stage[side].sandbox, 'Tasks').find(one => String(one.id) === id)
}

/** People who edit titles, and lines of descriptions, on either side; now and then on both at once. */
export function somebodyEdits(
  stage: Stage,
  dice: Dice,
  pairs: readonly [TaskPair, ...TaskPair[]],
  word: () => string,
): void {
  const pair = dice.one(pairs)
  const side = dice.one<Side>(['crm', 'pm'])
  const sides: readonly Side[] = dice.percent(25) ? ['crm', 'pm'] : [side]
  const field = dice.one(['title', 'text'] as const)
  for (const one of sides) {
    const screen = screens[one]
    const fields =
      field === 'title'
        ? { [screen.title]: `Task ${word()}` }
        : { [screen.text]: edited(stage, one, pair, dice, word()) }
    stage[one].sandbox.person({ as: screen.as, does: 'edit', module: 'Tasks', id: pair[one], fields })
    stage[one].carry()
  }
}

/** One line of the description is another one; sometimes it is put behind the others. */
function edited(stage: Stage, side: Side, pair: TaskPair, dice: Dice, word: string): string {
  const lines = wordsOf(recordOf(stage, side, pair[side])?.[screens[side].text])
  const at = dice.below(lines.length + 1)
  return screens[side].toText([...lines.slice(0, at), word, ...lines.slice(at + 1)])
}
