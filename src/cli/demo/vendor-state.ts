import type { Sandbox } from '../../spi/index.ts'
import type { Stage } from './stage.ts'

export type VendorRecord = Readonly<Record<string, unknown>>

/** The records of one module, as the vendor shows them behind its own screen. */
export function records(sandbox: Sandbox, module: string): readonly VendorRecord[] {
  return sandbox.state()[module] ?? []
}

/** Projects that carry this name. */
export function projectsNamed(stage: Stage, name: string): readonly VendorRecord[] {
  return records(stage.pm.sandbox, 'Projects').filter(project => project.name === name)
}

export function crmTasksOf(stage: Stage, deal: string): readonly VendorRecord[] {
  return records(stage.crm.sandbox, 'Tasks').filter(task => idIn(task.What_Id) === deal)
}

/** Tasks in a project that the project's template did not bring along. */
export function projectTasks(
  stage: Stage,
  project: string,
  names: readonly string[],
): readonly VendorRecord[] {
  return records(stage.pm.sandbox, 'Tasks').filter(
    task => idIn(task.project) === project && names.includes(String(task.name)),
  )
}

export function idIn(link: unknown): string | null {
  if (typeof link === 'string') return link
  const id = typeof link === 'object' && link !== null && 'id' in link ? link.id : null
  return id === null ? null : String(id)
}
