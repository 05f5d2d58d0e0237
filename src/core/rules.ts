import type { FieldRule } from './policy.ts'
import type { Fields, Side, Value } from './value.ts'

export const ruleNames = ['strict-schedule', 'closed-parent', 'sound-parent'] as const
export type RuleName = (typeof ruleNames)[number]

/** A row that a refusal hangs on: when it changes, the refused value is looked at again. */
export interface AwaitedRow {
  /** Absent: the side that the value was on its way to. */
  readonly side?: Side
  readonly entity: string
  readonly id: string
}

/** A change that is not allowed, in words for the person who made it. */
export interface Refusal {
  readonly code:
    | 'refused/outside-schedule'
    | 'refused/parent-closed'
    | 'refused/cycle'
    | 'refused/other-project'
    | 'refused/copy'
    | 'refused/not-applied'
    | 'refused/by-vendor'
  /** Why, as a sentence. */
  readonly why: string
  /** What would be allowed, as a sentence. */
  readonly passes: string
  readonly waits: readonly AwaitedRow[]
}

/** The rows a rule may look at. Absent: there is none, or it stands among the unread. */
export interface Surroundings {
  /** With its schedule as `start`, `end` and `strict`; `waits`: the other rows that the schedule stands in. */
  readonly project?: { readonly id: string; readonly fields: Fields; readonly waits?: readonly AwaitedRow[] }
  readonly parent?: { readonly id: string; readonly fields: Fields }
  /** For a parent that is proposed. */
  readonly line?: Line
  /** Rows that are named and could not be read, wholly or in part. */
  readonly unread?: readonly UnreadAround[]
}

export interface UnreadAround extends AwaitedRow {
  readonly as: 'project' | 'parent'
}

/** A proposed parent with whatever stands above it, nearest first. */
export interface Line {
  /** The task that would get the parent; null: it is about to be made. */
  readonly self: string | null
  readonly project: Value
  readonly rows: readonly { readonly id: string; readonly fields: Fields }[]
}

/** One value on its way to the pm side. */
export interface Proposal {
  readonly value: Value
  /** The row there is closed, and the value opens it again. */
  readonly reopens: boolean
}

export interface Rule {
  /** Fields that it does not watch never ask for surroundings. */
  watches(field: Pick<FieldRule, 'pm' | 'closed'>): boolean
  /** What it has nothing against, whatever stands around. */
  allows(proposal: Proposal): boolean
  readonly needs: keyof Surroundings
  judge(proposal: Proposal, around: Surroundings): Refusal | null
}

/** What rules look at in the rows around; the whole of a row goes by the empty name. */
export const lookedAt: readonly string[] = ['', 'strict', 'start', 'end', 'closed']

export const rules: Readonly<Record<RuleName, Rule>> = {
  'strict-schedule': {
    watches: field => field.pm === 'dueDate',
    allows: ({ value }) => typeof value !== 'string',
    needs: 'project',
    judge: strictSchedule,
  },
  'closed-parent': {
    watches: field => field.closed !== undefined,
    allows: ({ reopens }) => !reopens,
    needs: 'parent',
    judge: closedParent,
  },
  'sound-parent': {
    watches: field => field.pm === 'parent',
    allows: ({ value }) => value === null,
    needs: 'line',
    judge: soundParent,
  },
}

/** A due date outside a strict project's start..end. An open end allows every date on its side. */
function strictSchedule(proposal: Proposal, around: Surroundings): Refusal | null {
  const project = around.project
  if (project === undefined || project.fields.strict !== true || typeof proposal.value !== 'string')
    return null
  const [start, end] = [dayOf(project.fields.start), dayOf(project.fields.end)]
  const early = start !== null && proposal.value < start
  const late = end !== null && proposal.value > end
  if (!early && !late) return null
  const name = nameOf(project.fields)
  return {
    code: 'refused/outside-schedule',
    why: early
      ? `${proposal.value} is before the start of the project ${name}, and the project keeps to its schedule.`
      : `${proposal.value} is after the end of the project ${name}, and the project keeps to its schedule.`,
    passes: `A due date ${window(start, end)}, or a change of the project's schedule.`,
    waits: [{ entity: 'project', id: project.id }, ...(project.waits ?? [])],
  }
}

/** A subtask reopened while its parent is closed. From one open status to another, or closed at once, is no reopening. */
function closedParent(_: Proposal, around: Surroundings): Refusal | null {
  const parent = around.parent
  if (parent === undefined || parent.fields.closed !== true) return null
  return {
    code: 'refused/parent-closed',
    why: `Its parent task ${nameOf(parent.fields)} is closed, and a subtask is not reopened under a closed parent.`,
    passes: 'Reopen the parent task first; the subtask then follows by itself.',
    waits: [{ entity: 'task', id: parent.id }],
  }
}

/** A task below itself, or below a task of another project, is no subtask. A parent that cannot be read is let through. */
function soundParent(_: Proposal, { line }: Surroundings): Refusal | null {
  const [parent] = line?.rows ?? []
  if (!line || !parent) return null
  const waits = line.rows.map(row => ({ entity: 'task', id: row.id }))
  const name = nameOf(parent.fields)
  if (line.rows.some(row => row.id === line.self))
    return {
      code: 'refused/cycle',
      why: `The task ${name} stands below this one, so it cannot be its parent.`,
      passes: 'A parent that does not stand below this task, or none.',
      waits,
    }
  if (parent.fields.project === line.project) return null
  return {
    code: 'refused/other-project',
    why: `The task ${name} is in another project, and a subtask is in the project of its parent.`,
    passes: 'A parent in the same project, or none.',
    waits,
  }
}

function window(start: string | null, end: string | null): string {
  if (start === null) return `up to ${end}`
  return end === null ? `from ${start} on` : `from ${start} to ${end}`
}

function dayOf(value: Value | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, 10) : null
}

function nameOf(fields: Fields): string {
  const name = fields.name ?? fields.title
  return typeof name === 'string' ? `"${name}"` : 'in question'
}
