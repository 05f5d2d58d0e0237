import type { Company } from './company.ts'
import type { SeededCompany } from './seed-company.ts'

/** What happens on the day, and to whom; filled in as it goes. */
export interface DayPlot {
  readonly company: Company
  readonly ids: SeededCompany
  /** Says what is seen meanwhile. */
  readonly say: (line: string) => void
  /** What the last step found, in words. */
  found: string
  preview: string
  /** Tasks that the deal of the day has in the CRM, by what is done to them. */
  readonly tasks: Record<TaskName, string>
  /** The project of that deal. */
  project: string
  /** A task below another one, in the project tool. */
  subtask: string
  parent: string
  /** What the task is called that is deleted in the CRM. */
  droppedTitle: string
  /** The older won deals that were taken in, by their names. */
  takenIn: readonly string[]
}

export type TaskName = 'both' | 'tie' | 'late' | 'dropped'

export const dayTitles: Readonly<Record<TaskName, string>> = {
  both: 'Write the list of machines',
  tie: 'Agree on a day for the move',
  late: 'Hand over the building',
  dropped: 'Translate the manual',
}

export function dayPlot(company: Company, ids: SeededCompany, say: DayPlot['say']): DayPlot {
  const tasks = { both: '', tie: '', late: '', dropped: '' }
  const rest = {
    found: '',
    preview: '',
    project: '',
    subtask: '',
    parent: '',
    droppedTitle: dayTitles.dropped,
  }
  return { company, ids, say, tasks, takenIn: [], ...rest }
}
