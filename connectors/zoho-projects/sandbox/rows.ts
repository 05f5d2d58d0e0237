/** Free keys as the vendor lets them lie at the top level of a record. */
export type Fields = Readonly<Record<string, unknown>>

export interface User {
  readonly zpuid: string
  readonly zuid: string
  readonly name: string
  readonly email: string
  readonly active: boolean
  readonly client: boolean
  readonly role: string
  readonly profile: string
  readonly added: string
}

export interface Status {
  readonly id: string
  readonly of: 'projects' | 'tasks'
  readonly name: string
  readonly color: string
  readonly closed: boolean
}

export interface Project {
  readonly id: string
  readonly number: number
  readonly kind: 'active' | 'template'
  readonly name: string
  readonly description: string
  readonly owner: string
  readonly public: boolean
  readonly strict: boolean
  readonly rollup: boolean
  readonly start: string | null
  readonly end: string | null
  readonly status: string
  readonly group: string
  readonly users: readonly string[]
  readonly clients: readonly string[]
  readonly primaryClient: string | null
  readonly tags: readonly string[]
  readonly budget: unknown
  readonly custom: Fields
  readonly trashedAt: number | null
  readonly created: string
  readonly modified: string
  readonly createdBy: string
  readonly updatedBy: string
}

export interface Milestone {
  readonly id: string
  readonly project: string
  readonly name: string
  readonly start: string | null
  readonly end: string | null
}

export interface Tasklist {
  readonly id: string
  readonly project: string
  readonly name: string
  readonly flag: string
  readonly milestone: string | null
  readonly general: boolean
  readonly sequence: number
  readonly created: string
  readonly modified: string
}

export interface Link {
  readonly id: string
  /** Days between the end of the one and the start of the other; 0 is no lag. */
  readonly lag: number
}

export interface Duration {
  readonly value: string
  readonly type: string
}

export interface Task {
  readonly id: string
  readonly number: number
  readonly project: string
  readonly tasklist: string
  readonly parent: string | null
  readonly name: string
  readonly description: string
  readonly status: string
  readonly priority: string
  readonly start: string | null
  readonly end: string | null
  readonly duration: Duration | null
  readonly percent: number
  readonly completedOn: string | null
  readonly owners: readonly string[]
  readonly work: Fields
  readonly billing: string
  readonly tags: readonly string[]
  readonly predecessors: readonly Link[]
  readonly reminder: boolean
  readonly recurrence: boolean
  readonly custom: Fields
  readonly via: string
  readonly created: string
  readonly modified: string
  readonly createdBy: string
  readonly updatedBy: string
}

export interface Comment {
  readonly id: string
  readonly task: string
  readonly text: string
  readonly via: string
  readonly created: string
  readonly modified: string
  readonly createdBy: string
}

export interface Client {
  readonly id: string
  readonly name: string
  readonly fields: Fields
  readonly created: string
}

export interface Contact {
  readonly id: string
  readonly client: string
  readonly name: string
  readonly email: string
}

export interface CustomField {
  readonly id: string
  readonly of: 'projects' | 'tasks'
  readonly apiName: string
  readonly label: string
  readonly type: 'text' | 'number' | 'date' | 'picklist'
  readonly choices: readonly string[]
}

export interface Hook {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly on: 'task' | 'project'
  readonly format: 'form' | 'json' | 'data'
  readonly parameters: Readonly<Record<string, string>>
}

export interface CrmLink {
  readonly id: string
  readonly project: string
  readonly type: 'accounts' | 'contacts' | 'deals'
  readonly name: string
}

export interface Named {
  readonly id: string
  readonly name: string
  readonly color?: string
}
