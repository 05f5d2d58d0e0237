/** Records as the box keeps them. Ids are numbers, as Redmine has them; moments are ISO in whole seconds. */
export interface User {
  readonly id: number
  login: string
  firstname: string
  lastname: string
  mail: string
  admin: boolean
  status: number
  key: string
  readonly created: string
}

export interface Named {
  readonly id: number
  name: string
}

export interface Status extends Named {
  readonly closed: boolean
}

export interface Priority extends Named {
  readonly standard: boolean
  active: boolean
}

/** `edits` is false for a role that may only look and comment. */
export interface Role extends Named {
  readonly assignable: boolean
  readonly edits: boolean
  /** Statuses that the workflow never lets this role choose. */
  readonly never: readonly number[]
}

export interface CustomField extends Named {
  readonly on: 'issue' | 'project'
  readonly format: string
  filter: boolean
  readonly values: readonly string[]
}

export interface Member {
  readonly id: number
  readonly project: number
  readonly user: number
  roles: readonly number[]
}

export interface Project {
  readonly id: number
  name: string
  readonly identifier: string
  description: string | null
  parent: number | null
  status: number
  isPublic: boolean
  trackers: readonly number[]
  modules: readonly string[]
  readonly values: Map<number, string | null>
  readonly created: string
  updated: string
}

/** A milestone of a project; Redmine calls it a version. */
export interface Version extends Named {
  readonly project: number
  status: string
  due: string | null
  readonly created: string
  updated: string
}

export interface Detail {
  readonly property: 'attr' | 'cf' | 'relation'
  readonly name: string
  readonly old_value: string | null
  readonly new_value: string | null
}

export interface Journal {
  readonly id: number
  readonly user: number
  readonly notes: string
  readonly isPrivate: boolean
  readonly created: string
  readonly details: readonly Detail[]
}

export interface Issue {
  readonly id: number
  project: number
  tracker: number
  status: number
  priority: number
  readonly author: number
  assigned: number | null
  parent: number | null
  subject: string
  description: string | null
  start: string | null
  due: string | null
  done: number
  estimated: number | null
  readonly values: Map<number, string | null>
  readonly created: string
  updated: string
  closedOn: string | null
  readonly journals: Journal[]
}

/** `from` precedes `to`, with days in between. */
export interface Relation {
  readonly id: number
  readonly from: number
  readonly to: number
  readonly delay: number
}
