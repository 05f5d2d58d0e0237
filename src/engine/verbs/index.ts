import { accountsAccept } from './accounts-accept.ts'
import { accountsChoose } from './accounts-choose.ts'
import { accountsCreateClient } from './accounts-create-client.ts'
import { accountsIgnore } from './accounts-ignore.ts'
import { accountsList } from './accounts-list.ts'
import { accountsNameClient } from './accounts-name-client.ts'
import { accountsRerun } from './accounts-rerun.ts'
import { accountsUndo } from './accounts-undo.ts'
import { addCounterpart } from './add-counterpart.ts'
import { addTasksToCrm } from './add-tasks-to-crm.ts'
import { addTasksToPm } from './add-tasks-to-pm.ts'
import { answerMembers } from './answer-members.ts'
import { connect } from './connect.ts'
import { connectionPause } from './connection-pause.ts'
import { connectionRemove } from './connection-remove.ts'
import { connectionResume } from './connection-resume.ts'
import { createProject } from './create-project.ts'
import { dealProgress } from './deal-progress.ts'
import { forecastBacklog } from './forecast-backlog.ts'
import { holdsAnswer } from './holds-answer.ts'
import { holdsList } from './holds-list.ts'
import { journalList } from './journal-list.ts'
import { journalRestore } from './journal-restore.ts'
import { journalUndo } from './journal-undo.ts'
import { keysList } from './keys-list.ts'
import { keysRetry } from './keys-retry.ts'
import { listDeals } from './list-deals.ts'
import { mappingDrift } from './mapping-drift.ts'
import { mappingGoOn } from './mapping-go-on.ts'
import { mappingOff } from './mapping-off.ts'
import { mappingPause } from './mapping-pause.ts'
import { mappingPlan } from './mapping-plan.ts'
import { mappingPlanChanges } from './mapping-plan-changes.ts'
import { mappingPlanned } from './mapping-planned.ts'
import { mappingResume } from './mapping-resume.ts'
import { mappingSweep } from './mapping-sweep.ts'
import { offerPlaces } from './offer-places.ts'
import { peopleClear } from './people-clear.ts'
import { peopleList } from './people-list.ts'
import { peopleSet } from './people-set.ts'
import { previewProject } from './preview-project.ts'
import { switchOn } from './switch-on.ts'
import { takeInDeals } from './take-in-deals.ts'
import { tokensCreate } from './tokens-create.ts'
import { tokensList } from './tokens-list.ts'
import { tokensRevoke } from './tokens-revoke.ts'
import type { Verb } from './verb.ts'

/** Everything a person can do. Whatever answers persons (commands, API, pages) is made from this list. */
export const verbs = [
  connect,
  switchOn,
  forecastBacklog,
  addCounterpart,
  holdsList,
  holdsAnswer,
  listDeals,
  previewProject,
  createProject,
  takeInDeals,
  dealProgress,
  answerMembers,
  offerPlaces,
  addTasksToCrm,
  addTasksToPm,
  tokensList,
  tokensCreate,
  tokensRevoke,
  connectionPause,
  connectionRemove,
  connectionResume,
  journalList,
  journalRestore,
  journalUndo,
  keysList,
  keysRetry,
  mappingOff,
  mappingPause,
  mappingResume,
  mappingPlan,
  mappingPlanned,
  mappingPlanChanges,
  peopleList,
  peopleSet,
  peopleClear,
  mappingGoOn,
  accountsList,
  accountsAccept,
  accountsChoose,
  accountsCreateClient,
  accountsIgnore,
  accountsNameClient,
  accountsUndo,
  accountsRerun,
  mappingSweep,
  mappingDrift,
] as const satisfies readonly Verb[]
