import { type BadDays, badDays, type CallEntry, type SandboxDelivery, type WriteEntry } from '#spi'
import { type Clock, makeClock } from './clock.ts'
import { isAccounts } from './data-centres.ts'
import type {
  Client,
  Comment,
  Contact,
  CrmLink,
  CustomField,
  Hook,
  Milestone,
  Named,
  Project,
  Status,
  Task,
  Tasklist,
  User,
} from './rows.ts'
import { Shelves } from './shelves.ts'
import { makeSwitches, type Switches } from './switches.ts'

export interface Waiting {
  readonly due: number
  readonly delivery: SandboxDelivery
}

/** Work the vendor does on its own, later. */
export interface Chore {
  readonly due: number
  readonly run: () => void
}

export interface Token {
  readonly grant: string
  readonly expires: number
}

export interface Grant {
  readonly token: string
  /** Null: whatever the switch `granted-scopes` says. */
  readonly scopes: string | null
  readonly issued: readonly number[]
}

export interface Code {
  readonly scopes: string
  readonly redirect: string
  readonly expires: number
}

export interface World {
  readonly portal: string
  readonly zone: string
  readonly clock: Clock
  readonly switches: Switches
  readonly nextId: () => string
  readonly users: Map<string, User>
  readonly statuses: Map<string, Status>
  readonly groups: Map<string, Named>
  readonly projects: Map<string, Project>
  readonly milestones: Map<string, Milestone>
  readonly tasklists: Shelves<Tasklist>
  /** On the shelves of their projects. */
  readonly tasks: Shelves<Task>
  readonly comments: Shelves<Comment>
  readonly clients: Map<string, Client>
  readonly contacts: Map<string, Contact>
  readonly tags: Map<string, Named>
  readonly customFields: Map<string, CustomField>
  readonly crmLinks: Map<string, CrmLink>
  readonly hooks: Map<string, Hook>
  readonly tokens: Map<string, Token>
  readonly grants: Map<string, Grant>
  readonly codes: Map<string, Code>
  /** Refresh tokens that count no more, wherever they were made. */
  readonly revoked: Set<string>
  readonly history: WriteEntry[]
  readonly calls: CallEntry[]
  readonly waiting: Waiting[]
  readonly chores: Chore[]
  /** The token endpoint has a bad day only when an order names it. */
  readonly badDays: BadDays
  /** Per verb and pattern: when the calls of the window came, and until when it is locked. */
  readonly windows: Map<string, { readonly calls: readonly number[]; readonly lockedUntil: number }>
}

export function emptyWorld(machine: () => number): World {
  const switches = makeSwitches()
  return {
    portal: '60000001',
    get zone() {
      return switches.get('time-zone')
    },
    clock: makeClock(machine),
    switches,
    nextId: idMaker(switches),
    ...emptyTables(),
    history: [],
    calls: [],
    waiting: [],
    chores: [],
    badDays: badDays(({ url }) => isAccounts(new URL(url).host)),
    windows: new Map(),
  }
}

function emptyTables() {
  return {
    users: new Map<string, User>(),
    statuses: new Map<string, Status>(),
    groups: new Map<string, Named>(),
    projects: new Map<string, Project>(),
    milestones: new Map<string, Milestone>(),
    tasklists: new Shelves<Tasklist>(list => list.project),
    tasks: new Shelves<Task>(task => task.project),
    comments: new Shelves<Comment>(comment => comment.task),
    clients: new Map<string, Client>(),
    contacts: new Map<string, Contact>(),
    tags: new Map<string, Named>(),
    customFields: new Map<string, CustomField>(),
    crmLinks: new Map<string, CrmLink>(),
    hooks: new Map<string, Hook>(),
    tokens: new Map<string, Token>(),
    grants: new Map<string, Grant>(),
    codes: new Map<string, Code>(),
    revoked: new Set<string>(),
  }
}

/** Eighteen digits are more than a JavaScript number holds, which is the trap the switch sets. */
function idMaker(switches: Switches): () => string {
  let last = 10_000
  return () => {
    last += 1
    const digits = switches.amount('id-digits') - 3
    return `249${String(last).padStart(digits, '0')}`
  }
}

/** Does what has fallen due since anyone last looked. */
export function settle(world: World): void {
  for (;;) {
    const at = world.chores.findIndex(chore => chore.due <= world.clock.now())
    const [chore] = at < 0 ? [] : world.chores.splice(at, 1)
    if (!chore) return
    chore.run()
  }
}
