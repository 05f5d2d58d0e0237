import { type Dice, diceFrom } from '../../src/cli/demo/dice.ts'
import type { Side } from '../../src/core/value.ts'
import type { Fault } from '../../src/spi/index.ts'

/** What somebody does at a vendor's screen. Tasks and comments are numbered by the plan, before anybody knows their ids. */
export interface Edit {
  readonly kind: 'edit'
  readonly does: EditKind
  readonly side: Side
  readonly task: number
  readonly comment: number
  /** Typed once in the whole run, so that its way can be followed. */
  readonly word: string
  /** How many days from today something is due; which line is edited. */
  readonly number: number
  readonly pauseMs: number
}

export type EditKind =
  | 'add'
  | 'title'
  | 'line'
  | 'due'
  | 'far-due'
  | 'close'
  | 'reopen'
  | 'remove'
  | 'comment'
  | 'edit-comment'
  | 'remove-comment'
  | 'win'

export type Trouble =
  | { readonly trouble: 'kill'; readonly node: number }
  | { readonly trouble: 'kill-at-call'; readonly calls: number; readonly when: 'before' | 'after' }
  | { readonly trouble: 'freeze'; readonly node: number; readonly ms: number }
  | { readonly trouble: 'database-restart' }
  | { readonly trouble: 'connections-cut' }
  | { readonly trouble: 'vendor'; readonly side: Side; readonly fault: Fault; readonly times: number }
  | { readonly trouble: 'post'; readonly how: PostTrouble; readonly times: number }
  | { readonly trouble: 'clock'; readonly side: Side; readonly seconds: number }
  | { readonly trouble: 'node-clock'; readonly node: number; readonly seconds: number }
  | { readonly trouble: 'database-clock'; readonly seconds: number }
  | { readonly trouble: 'revoked'; readonly side: Side }
  /** A side takes a backup, and is set back to it a good deal of edits later. */
  | { readonly trouble: 'backup' | 'restored'; readonly side: Side }

export type PostTrouble = 'lost' | 'doubled' | 'late' | 'swapped'

export type Step =
  | Edit
  | ({ readonly kind: 'trouble' } & Trouble)
  /** Everybody waits until all is done, and an operator looks after what needs one. */
  | { readonly kind: 'rest' }

/** The nodes of the run: what takes webhooks in, and two that work. */
export const nodes = 3

const editsBetweenRests = 2_500

/** Edits and troubles of a run, and so many deaths besides: a pure function of the seed and the two numbers. */
export function planOf(seed: number, edits: number, deaths = 0): readonly Step[] {
  const dice = diceFrom(seed + 2)
  let made = 0
  return usualSteps(seed, edits).flatMap(step => {
    if (step.kind !== 'edit') return [step]
    const due = deathsDue(made, edits, deaths)
    made += 1
    const more = deathsDue(made, edits, deaths) - due
    return [step, ...Array.from({ length: more }, (): Step => ({ kind: 'trouble', ...death(dice) }))]
  })
}

/** Of a hundred edits so many bring trouble with them; a long run is made so fast that it comes every second or two. */
function troublePercent(edits: number): number {
  return edits <= 500 ? 8 : 4
}

function deathsDue(made: number, edits: number, deaths: number): number {
  return Math.floor((made * deaths) / edits)
}

function usualSteps(seed: number, edits: number): readonly Step[] {
  const state = newState(diceFrom(seed), edits)
  const steps: Step[] = []
  for (let done = 0; done < edits; ) {
    const some = nextEdits(state).slice(0, edits - done)
    steps.push(...some)
    steps.push(...backupSteps(state.backupOn, done, done + some.length, edits))
    done += some.length
    if (state.dice.percent(troublePercent(edits))) steps.push({ kind: 'trouble', ...nextTrouble(state.dice) })
    if (Math.floor(done / editsBetweenRests) > Math.floor((done - some.length) / editsBetweenRests))
      steps.push({ kind: 'rest' })
  }
  return steps
}

/** In each stretch of a run a backup is taken, and restored when people have worked on for a while. */
const longestStretch = 2_000

function backupSteps(side: Side, from: number, to: number, edits: number): Step[] {
  const stretch = Math.min(edits, longestStretch)
  const isPassed = (share: number) => {
    const turns = (done: number) => Math.floor((done + stretch * (1 - share)) / stretch)
    return turns(to) > turns(from)
  }
  return [
    ...(isPassed(0.35) ? [{ kind: 'trouble', trouble: 'backup', side } as const] : []),
    ...(isPassed(0.5) ? [{ kind: 'trouble', trouble: 'restored', side } as const] : []),
  ]
}

interface State {
  readonly dice: Dice
  readonly backupOn: Side
  readonly mostTasks: number
  words: number
  tasks: number
  comments: number
  deals: number
  readonly alive: number[]
  readonly told: { readonly comment: number; readonly task: number; readonly side: Side }[]
}

function newState(dice: Dice, edits: number): State {
  const mostTasks = 8 + Math.floor(edits / 50)
  const backupOn = dice.one<Side>(['crm', 'pm'])
  return { dice, backupOn, mostTasks, words: 0, tasks: 0, comments: 0, deals: 0, alive: [], told: [] }
}

/** One edit, or two at the same moment on the two sides. */
function nextEdits(state: State): Edit[] {
  const { dice } = state
  const does = state.alive.length < 3 ? 'add' : kindOf(dice.below(100), state)
  const side = dice.one<Side>(['crm', 'pm'])
  const edit = editOf(state, does, does === 'far-due' || does === 'win' ? 'crm' : side)
  const isClash = twoSided.includes(does) && dice.percent(15)
  if (!isClash) return [edit]
  const again = { ...editOf(state, does, edit.side === 'crm' ? 'pm' : 'crm'), task: edit.task }
  return [{ ...edit, pauseMs: 0 }, again]
}

const twoSided: readonly EditKind[] = ['title', 'line', 'due', 'close']
const mostDeals = 8

function kindOf(roll: number, state: State): EditKind {
  if (roll < 6) return state.alive.length < state.mostTasks ? 'add' : 'remove'
  if (roll < 8) return 'remove'
  if (roll < 9) return state.deals < mostDeals ? 'win' : 'title'
  const table: readonly (readonly [number, EditKind])[] = [
    [35, 'title'],
    [55, 'line'],
    [65, 'due'],
    [68, 'far-due'],
    [76, 'close'],
    [84, 'reopen'],
    [93, 'comment'],
    [97, 'edit-comment'],
  ]
  return table.find(([below]) => roll < below)?.[1] ?? 'remove-comment'
}

function editOf(state: State, asked: EditKind, side: Side): Edit {
  const { dice } = state
  const does = asked.endsWith('-comment') && state.told.length === 0 ? 'comment' : asked
  const word = `w${state.words++}`
  const number = dice.below(50)
  const pauseMs = dice.below(60)
  const edit = {
    kind: 'edit',
    does,
    side,
    task: taskFor(state, does),
    comment: -1,
    word,
    number,
    pauseMs,
  } as const
  if (does === 'comment') {
    const comment = state.comments++
    state.told.push({ comment, task: edit.task, side })
    return { ...edit, comment }
  }
  return does.endsWith('-comment') ? aboutComment(state, edit) : edit
}

function taskFor(state: State, does: EditKind): number {
  if (does === 'win') return state.deals++
  if (does === 'add') {
    state.alive.push(state.tasks)
    return state.tasks++
  }
  const at = state.dice.below(Math.max(1, state.alive.length))
  const task = state.alive[at] ?? 0
  if (does === 'remove') {
    state.alive.splice(at, 1)
    for (let told = state.told.length - 1; told >= 0; told -= 1)
      if (state.told[told]?.task === task) state.told.splice(told, 1)
  }
  return task
}

/** People edit and remove what they wrote themselves, where they wrote it. */
function aboutComment(state: State, edit: Edit): Edit {
  const at = state.dice.below(state.told.length)
  const told = state.told[at]
  if (edit.does === 'remove-comment') state.told.splice(at, 1)
  return told ? { ...edit, ...told } : edit
}

function nextTrouble(dice: Dice): Trouble {
  const side = dice.one<Side>(['crm', 'pm'])
  const node = dice.below(nodes)
  const kind = dice.below(24)
  if (kind < 4) return { trouble: 'kill', node }
  if (kind < 7) return deathAtCall(dice)
  if (kind < 9) return { trouble: 'freeze', node, ms: 3500 + dice.below(2000) }
  if (kind < 10) return dice.percent(50) ? { trouble: 'database-restart' } : { trouble: 'connections-cut' }
  if (kind < 16) return { trouble: 'vendor', side, ...badDay(dice) }
  if (kind < 19) {
    const how = dice.one<PostTrouble>(['lost', 'doubled', 'late', 'swapped'])
    return { trouble: 'post', how, times: 1 + dice.below(6) }
  }
  if (kind < 20) return { trouble: 'clock', side, seconds: 60 + dice.below(7200) }
  if (kind < 21) return { trouble: 'revoked', side }
  // Beyond what a clock drifts: hours, either way. All work waits for as long as the database's is set back, so that only goes ahead.
  if (kind < 23) return { trouble: 'node-clock', node, seconds: dice.below(14_400) - 7200 }
  return { trouble: 'database-clock', seconds: 1 + dice.below(15) }
}

function death(dice: Dice): Trouble {
  return dice.percent(50) ? { trouble: 'kill', node: dice.below(nodes) } : deathAtCall(dice)
}

function deathAtCall(dice: Dice): Trouble {
  return { trouble: 'kill-at-call', calls: dice.below(8), when: dice.one(['before', 'after']) }
}

function badDay(dice: Dice): { readonly fault: Fault; readonly times: number } {
  const fault = dice.one<Fault>(['unauthorized', 'throttled', 'down', 'slow', 'lost-answer', 'garbled'])
  // Refused twice in a row is refused for good: the connection stops, and the operator lets it go on.
  return { fault, times: fault === 'throttled' ? 1 : 1 + dice.below(4) }
}
