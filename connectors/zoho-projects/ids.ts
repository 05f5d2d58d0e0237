/** A task can only be read and written below its project, so a task's row id names both. */
export interface TaskPlace {
  readonly project: string
  readonly task: string
}

export function taskRowId(project: string, task: string): string {
  return `${project}/${task}`
}

/** The two ids in a task's row id, or null for what is none. */
export function taskPlace(rowId: string): TaskPlace | null {
  const match = /^(\d+)\/(\d+)$/.exec(rowId)
  return match?.[1] && match[2] ? { project: match[1], task: match[2] } : null
}

/** A comment is addressed below its task. */
export function commentRowId({ project, task }: TaskPlace, comment: string): string {
  return `${project}/${task}/${comment}`
}

/** The three ids in a comment's row id, or null for what is none. */
export function commentPlace(rowId: string): (TaskPlace & { readonly comment: string }) | null {
  const match = /^(\d+)\/(\d+)\/(\d+)$/.exec(rowId)
  return match?.[1] && match[2] && match[3] ? { project: match[1], task: match[2], comment: match[3] } : null
}

export function isId(text: string): boolean {
  return /^\d+$/.test(text)
}
