import type { Stage } from '../../src/cli/demo/stage.ts'
import { until } from '../../src/cli/demo/until.ts'
import { otherSide, type Side } from '../../src/core/value.ts'
import { rowsAddCounterpart } from '../../src/engine/verbs/rows-add-counterpart.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import type { Told } from './evidence.ts'
import type { Edit } from './plan.ts'
import { type ScreenMemories, screenMemory } from './screen-memory.ts'
import { wordsOfVendor } from './vendor-words.ts'

/** Where people work, and what they have made so far. */
export interface Crew {
  readonly stage: Stage
  /** The deal, and the project, that the tasks belong to. */
  readonly homes: Readonly<Record<Side, string>>
  readonly account: string
  readonly tasks: Map<number, MadeTask>
  readonly comments: Map<number, Told>
  readonly screens: ScreenMemories
  /** The CRM gets a task of the project tool only when somebody asks for it. */
  readonly asksForTasks: boolean
}

interface MadeTask {
  readonly side: Side
  readonly id: string
  /** What was typed into it: by that its counterpart is found. */
  readonly words: Set<string>
}

export function newCrew(stage: Stage, account: string, homes: Crew['homes'], asksForTasks: boolean): Crew {
  const memory = (side: Side) => screenMemory(stage[side].sandbox, wordsOfVendor(stage[side].sandbox.name))
  const screens = { crm: memory('crm'), pm: memory('pm') }
  return { stage, account, homes, asksForTasks, tasks: new Map(), comments: new Map(), screens }
}

/** Does what the plan says; false where that cannot be done, as with a task that has not crossed yet. */
export async function somebodyEdits(crew: Crew, edit: Edit): Promise<boolean> {
  const { stage } = crew
  const { word } = edit
  if (edit.does === 'win') return win(crew, word)
  if (edit.does === 'add') return adds(crew, edit)
  if (edit.does === 'edit-comment' || edit.does === 'remove-comment') return changesComment(crew, edit)
  const row = whereItStands(crew, edit)
  if (!row) return false
  const { side } = row
  if (edit.does === 'comment') return comments(crew, { ...edit, side }, row.id)
  if (edit.does === 'remove') await stage.screens[side].removeTask(row.id)
  else await stage.screens[side].editTask(row.id, changeOf(crew, { ...edit, side }, row.words))
  crew.tasks.get(edit.task)?.words.add(word)
  return true
}

async function adds(crew: Crew, { side, word, task }: Edit): Promise<boolean> {
  const { stage, homes } = crew
  const isAskedFor = crew.asksForTasks && side === 'pm'
  const title = `Task ${word}`
  const id = await stage.screens[side].addTask({ in: homes[side], title, isForSales: isAskedFor })
  crew.tasks.set(task, { side, id, words: new Set([word]) })
  const ask = { mapping: stage.mapping, pair: 'tasks', side, row: id } as const
  if (isAskedFor)
    await until('it is asked for', () => isDone(perform(stage.engine, rowsAddCounterpart, operator(), ask)))
  return true
}

/** The database may have been cut off just now: somebody who asks Baton for something asks again. */
async function isDone(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked
    return true
  } catch {
    return false
  }
}

async function win({ stage: { screens }, account }: Crew, word: string): Promise<boolean> {
  const deal = await screens.crm.addDeal({ name: `Deal ${word}`, account })
  await screens.crm.winDeal(deal)
  return true
}

function changeOf({ stage }: Crew, edit: Edit, lines: readonly string[]) {
  switch (edit.does) {
    case 'title':
      return { title: `Task ${edit.word}` }
    case 'line': {
      const at = edit.number % (Math.min(lines.length, 5) + 1)
      const next = [...lines.slice(0, at), edit.word, ...lines.slice(at + 1)]
      return { text: wordsOfVendor(stage[edit.side].sandbox.name).toText(next) }
    }
    case 'due':
      return { due: dayFrom(Date.now(), 1 + edit.number) }
    case 'far-due':
      return { due: dayFrom(Date.UTC(2100, 0, 1), Number(edit.word.slice(1))) }
    default:
      return { isClosed: edit.does === 'close' }
  }
}

function dayFrom(start: number, days: number): string {
  return new Date(start + days * 86_400_000).toISOString().slice(0, 10)
}

/** Where the task has not crossed yet, or is gone, it is the other side that somebody sees it on. */
function whereItStands(crew: Crew, { task, side, does }: Edit) {
  const here = taskOn(crew, { task, side })
  // A day beyond the project is refused only on its way to the project tool.
  return here ?? (does === 'far-due' ? undefined : taskOn(crew, { task, side: otherSide(side) }))
}

/** The task as its screen on that side shows it. */
function taskOn({ tasks, screens }: Crew, { task, side }: Pick<Edit, 'task' | 'side'>) {
  const made = tasks.get(task)
  const id = made?.side === side ? ownId(made.id) : made && screens[side].copyWith(made.words)
  const words = id === undefined ? undefined : screens[side].wordsOfTask(id)
  return id === undefined || words === undefined ? undefined : { side, id, words }
}

/** Some connectors name a task by its project as well. */
export function ownId(row: string): string {
  return row.slice(row.indexOf('/') + 1)
}

function comments(crew: Crew, { side, comment, word }: Edit, task: string): boolean {
  const box = crew.stage[side]
  const { as, comment: words } = wordsOfVendor(box.sandbox.name)
  const fields = words.add(task, `Said ${word}`) ?? {}
  const { id } = box.sandbox.person({ as, does: 'add', module: words.module, fields })
  box.carry()
  crew.comments.set(comment, { side, id: String(id), task })
  return true
}

/** People change what they wrote themselves, as long as its task is there. */
function changesComment(crew: Crew, { comment, task, does, word }: Edit): boolean {
  const told = crew.comments.get(comment)
  if (!told || !taskOn(crew, { task, side: told.side })) return false
  if (!crew.screens[told.side].hasComment(told.id)) return false
  const box = crew.stage[told.side]
  const { as, comment: words } = wordsOfVendor(box.sandbox.name)
  const about = { as, module: words.module, id: told.id }
  if (does === 'remove-comment') box.sandbox.person({ ...about, does: 'remove' })
  else box.sandbox.person({ ...about, does: 'edit', fields: words.edit(`Said ${word}`) ?? {} })
  box.carry()
  return true
}
