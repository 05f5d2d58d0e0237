import { people } from '../../src/cli/demo/plot.ts'
import { idIn, textIn, type VendorRecord } from '../../src/cli/demo/screens/box.ts'
import type { PersonAct } from '../../src/spi/index.ts'
import { dayIn } from '../../src/spi/index.ts'
import type { Deed, Shown } from './evidence.ts'
import { wordsOf } from './evidence.ts'

/** How a vendor in a box calls what the laboratory types and reads. */
export interface VendorWords {
  readonly as: string
  /** What kind of record a module of its history holds. */
  readonly kinds: Readonly<Record<string, Deed['kind']>>
  readonly shown: (kind: Deed['kind'], record: VendorRecord) => Shown
  readonly toText: (lines: readonly string[]) => string
  readonly comment: {
    readonly module: string
    /** The task that it stands under. */
    readonly taskOf: (comment: VendorRecord) => string | null
    /** A task that is deleted takes its comments along, and no history tells of that. */
    readonly goesWithTask?: true
    readonly add: (task: string, text: string) => PersonAct['fields']
    readonly edit: (text: string) => PersonAct['fields']
  }
  /** The limits that a call counts under, other than that of all calls. */
  readonly classes: (method: string, path: string) => readonly string[]
}

const asLines = (lines: readonly string[]) => lines.join('\n')

function task(title: unknown, text: unknown, due: unknown, isClosed: boolean): Shown {
  return { title: String(title), words: wordsOf(text).join(' '), due: textIn(due), isClosed }
}

function titled(title: unknown): Shown {
  return { title: String(title), words: '', due: null, isClosed: false }
}

function spoken(text: unknown): Shown {
  return { title: '', words: wordsOf(text).join(' '), due: null, isClosed: false }
}

const zohoCrm: VendorWords = {
  as: people.sales,
  kinds: { Tasks: 'task', Notes: 'comment' },
  shown: (kind, one) =>
    kind === 'comment'
      ? spoken(one.Note_Content)
      : task(one.Subject, one.Description, one.Due_Date, one.Status === 'Completed'),
  toText: asLines,
  comment: {
    module: 'Notes',
    taskOf: one => idIn(one.Parent_Id),
    add: (id, text) => ({ Note_Content: text, Parent_Id: { id, module: { api_name: 'Tasks' } } }),
    edit: text => ({ Note_Content: text }),
  },
  classes: () => ['credits'],
}

const espocrm: VendorWords = {
  as: people.sales,
  kinds: { Task: 'task', Note: 'comment' },
  shown: (kind, one) =>
    kind === 'comment'
      ? spoken(one.post)
      : task(one.name, one.description, one.dateEndDate, one.status === 'Completed'),
  toText: asLines,
  comment: {
    module: 'Note',
    taskOf: one => textIn(one.parentId),
    add: (parentId, post) => ({ post, parentType: 'Task', parentId }),
    edit: post => ({ post }),
  },
  classes: () => [],
}

const zohoProjects: VendorWords = {
  as: people.delivery,
  kinds: { Tasks: 'task', Comments: 'comment', Projects: 'project' },
  shown: (kind, one) => {
    if (kind === 'project') return titled(one.name)
    if (kind === 'comment') return spoken(one.comment)
    return task(
      one.name,
      one.description,
      dayIn('Europe/Berlin', textIn(one.end_date)),
      one.is_completed === true,
    )
  },
  toText: lines => lines.map(line => `<div>${line}</div>`).join(''),
  comment: {
    module: 'Comments',
    taskOf: one => idIn(one.task),
    add: (id, comment) => ({ comment, task: { id } }),
    edit: comment => ({ comment }),
  },
  classes: (method, path) => [
    `${method} ${path
      .replace(/^\/api\/v3(\.1)?\/portal\/[^/]+/, '')
      .replace(/\/\d{6,}/g, '/{id}')
      .replace(/\/$/, '')}`,
  ],
}

const redmine: VendorWords = {
  as: people.delivery,
  kinds: { issues: 'task', journals: 'comment', projects: 'project' },
  shown: (kind, one) => {
    if (kind === 'project') return titled(`${one.name}${one.parent ? '' : ' (client)'}`)
    if (kind === 'comment') return spoken(one.notes)
    return task(one.subject, one.description, one.due_date, isClosed(one.status))
  },
  toText: asLines,
  comment: {
    module: 'journals',
    taskOf: one => textIn(one.issue),
    goesWithTask: true,
    add: (issue_id, notes) => ({ issue_id, notes }),
    edit: notes => ({ notes }),
  },
  classes: () => [],
}

function isClosed(status: unknown): boolean {
  return typeof status === 'object' && status !== null && 'is_closed' in status && status.is_closed === true
}

const byConnector: Readonly<Record<string, VendorWords>> = {
  'zoho-crm': zohoCrm,
  espocrm,
  'zoho-projects': zohoProjects,
  redmine,
}

export function wordsOfVendor(connector: string): VendorWords {
  const found = byConnector[connector]
  if (!found) throw new Error(`The laboratory does not know how to speak to ${connector}.`)
  return found
}
