import type { RuleName } from './rules.ts'

/** What each rule means, as a sentence. */
export const ruleWords: Readonly<Record<RuleName, string>> = {
  'strict-schedule': 'A due date outside the schedule of a strict project is refused.',
  'closed-parent': 'A subtask is not reopened under a closed parent.',
  'sound-parent': 'A task is not put below itself, or below a task of another project.',
}
