import { accountsAccept } from './accounts-accept.ts'
import { accountsChanges } from './accounts-changes.ts'
import { accountsChoose } from './accounts-choose.ts'
import { accountsCreateClient } from './accounts-create-client.ts'
import { accountsCreateProject } from './accounts-create-project.ts'
import { accountsIgnore } from './accounts-ignore.ts'
import { accountsList } from './accounts-list.ts'
import { accountsNameClient } from './accounts-name-client.ts'
import { accountsProjects } from './accounts-projects.ts'
import { accountsRerun } from './accounts-rerun.ts'
import { accountsShow } from './accounts-show.ts'
import { accountsUndo } from './accounts-undo.ts'
import { connectionsConnect } from './connections-connect.ts'
import { connectionsConsent } from './connections-consent.ts'
import { connectionsKinds } from './connections-kinds.ts'
import { connectionsList } from './connections-list.ts'
import { connectionsPause } from './connections-pause.ts'
import { connectionsRemove } from './connections-remove.ts'
import { connectionsResume } from './connections-resume.ts'
import { connectionsRotateHooks } from './connections-rotate-hooks.ts'
import { connectionsSameAccount } from './connections-same-account.ts'
import { connectionsTest } from './connections-test.ts'
import { dealsCreateProject } from './deals-create-project.ts'
import { dealsList } from './deals-list.ts'
import { dealsPreviewProject } from './deals-preview-project.ts'
import { dealsProgress } from './deals-progress.ts'
import { dealsTakeIn } from './deals-take-in.ts'
import { holdsAnswer } from './holds-answer.ts'
import { holdsList } from './holds-list.ts'
import { journalList } from './journal-list.ts'
import { journalRestore } from './journal-restore.ts'
import { journalUndo } from './journal-undo.ts'
import { keysList } from './keys-list.ts'
import { keysRetry } from './keys-retry.ts'
import { linksList } from './links-list.ts'
import { mailList } from './mail-list.ts'
import { mailRetry } from './mail-retry.ts'
import { mailTest } from './mail-test.ts'
import { mappingApply } from './mapping-apply.ts'
import { mappingCheck } from './mapping-check.ts'
import { mappingDiff } from './mapping-diff.ts'
import { mappingDrift } from './mapping-drift.ts'
import { mappingFields } from './mapping-fields.ts'
import { mappingForecast } from './mapping-forecast.ts'
import { mappingGoOn } from './mapping-go-on.ts'
import { mappingList } from './mapping-list.ts'
import { mappingOff } from './mapping-off.ts'
import { mappingOn } from './mapping-on.ts'
import { mappingPause } from './mapping-pause.ts'
import { mappingPlan } from './mapping-plan.ts'
import { mappingPlanChanges } from './mapping-plan-changes.ts'
import { mappingPlanned } from './mapping-planned.ts'
import { mappingPlans } from './mapping-plans.ts'
import { mappingResume } from './mapping-resume.ts'
import { mappingShow } from './mapping-show.ts'
import { mappingStarts } from './mapping-starts.ts'
import { mappingSweep } from './mapping-sweep.ts'
import { mappingSync } from './mapping-sync.ts'
import { mappingVersion } from './mapping-version.ts'
import { overviewAttention } from './overview-attention.ts'
import { overviewDelays } from './overview-delays.ts'
import { overviewQuestions } from './overview-questions.ts'
import { overviewShow } from './overview-show.ts'
import { peopleClear } from './people-clear.ts'
import { peopleList } from './people-list.ts'
import { peopleNames } from './people-names.ts'
import { peopleSet } from './people-set.ts'
import { recordsNames } from './records-names.ts'
import { refusalsList } from './refusals-list.ts'
import { rowsAddCounterpart } from './rows-add-counterpart.ts'
import { secretsList } from './secrets-list.ts'
import { secretsRotate } from './secrets-rotate.ts'
import { tasksAddToCrm } from './tasks-add-to-crm.ts'
import { tasksAddToPm } from './tasks-add-to-pm.ts'
import { tasksList } from './tasks-list.ts'
import { tasksOffers } from './tasks-offers.ts'
import { tasksShow } from './tasks-show.ts'
import { tokensCreate } from './tokens-create.ts'
import { tokensList } from './tokens-list.ts'
import { tokensRevoke } from './tokens-revoke.ts'
import { usersInvite } from './users-invite.ts'
import { usersList } from './users-list.ts'
import { usersNewLink } from './users-new-link.ts'
import { usersRevoke } from './users-revoke.ts'
import { usersSetRole } from './users-set-role.ts'
import { usersSignOut } from './users-sign-out.ts'
import type { Verb } from './verb.ts'

/** Everything a person can do. Whatever answers persons (commands, API, pages) is made from this list. */
export const verbs = [
  connectionsConnect,
  connectionsConsent,
  mappingOn,
  mappingFields,
  mappingForecast,
  rowsAddCounterpart,
  holdsList,
  holdsAnswer,
  dealsList,
  dealsPreviewProject,
  dealsCreateProject,
  dealsTakeIn,
  dealsProgress,
  tasksList,
  tasksShow,
  tasksOffers,
  tasksAddToCrm,
  tasksAddToPm,
  tokensList,
  tokensCreate,
  tokensRevoke,
  connectionsList,
  connectionsKinds,
  connectionsTest,
  connectionsRotateHooks,
  connectionsPause,
  connectionsRemove,
  connectionsResume,
  connectionsSameAccount,
  journalList,
  journalRestore,
  journalUndo,
  keysList,
  keysRetry,
  linksList,
  mailList,
  mailRetry,
  mailTest,
  mappingList,
  mappingShow,
  mappingCheck,
  mappingVersion,
  mappingOff,
  mappingPause,
  mappingResume,
  mappingPlan,
  mappingApply,
  mappingPlanned,
  mappingPlanChanges,
  mappingPlans,
  mappingStarts,
  peopleList,
  peopleNames,
  peopleSet,
  peopleClear,
  mappingGoOn,
  accountsList,
  accountsAccept,
  accountsChanges,
  accountsChoose,
  accountsCreateClient,
  accountsCreateProject,
  accountsProjects,
  accountsIgnore,
  accountsNameClient,
  accountsShow,
  accountsUndo,
  accountsRerun,
  mappingSweep,
  mappingSync,
  mappingDiff,
  mappingDrift,
  overviewQuestions,
  overviewShow,
  overviewAttention,
  overviewDelays,
  recordsNames,
  refusalsList,
  secretsList,
  secretsRotate,
  usersInvite,
  usersList,
  usersNewLink,
  usersRevoke,
  usersSetRole,
  usersSignOut,
] as const satisfies readonly Verb[]
