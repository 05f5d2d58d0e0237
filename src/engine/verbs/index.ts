import { addCounterpart } from './add-counterpart.ts'
import { connect } from './connect.ts'
import { forecastBacklog } from './forecast-backlog.ts'
import { holdsAnswer } from './holds-answer.ts'
import { holdsList } from './holds-list.ts'
import { switchOn } from './switch-on.ts'
import type { Verb } from './verb.ts'

/** Everything a person can do. Whatever answers persons (commands, API, pages) is made from this list. */
export const verbs = [
  connect,
  switchOn,
  forecastBacklog,
  addCounterpart,
  holdsList,
  holdsAnswer,
] as const satisfies readonly Verb[]
