import type { UnansweredCreate } from './newcomer.ts'
import { type Question, unansweredQuestion } from './question.ts'
import type { Side } from './value.ts'

export interface UnansweredHold {
  readonly is: 'hold'
  readonly code: 'hold/unanswered-create'
  readonly detail: string
  readonly question: Question
}

/** What is asked where a vendor neither answered a create nor can tell whether it made a row. */
export function unansweredHold(on: Side, { id, candidates }: UnansweredCreate): UnansweredHold {
  const where = on === 'crm' ? 'CRM' : 'project tool'
  const found = ['No unlinked row has its name.', 'One unlinked row has its name.'][candidates.length]
  return {
    is: 'hold',
    code: 'hold/unanswered-create',
    detail: `The ${where} was asked to make a row and never answered. ${found ?? `${candidates.length} unlinked rows have its name.`}`,
    question: unansweredQuestion(on, id, candidates),
  }
}
