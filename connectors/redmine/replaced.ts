import { type Fields, type LostUpdate, type Session, sameValue, unlessGone, type Value } from '#spi'
import type { Issue } from './api.ts'
import { type Context, catalogueIn } from './facts.ts'
import { inHistory } from './history.ts'
import { readIssue } from './read.ts'
import { plain, taskRow, valueIn } from './translate.ts'

/**
 * The values that our write replaced although the reading right before it had not shown them: the history names what
 * stood there when Redmine saved (redmine.org/projects/redmine/wiki/Rest_IssueJournals).
 */
export function replacedBy(
  written: readonly string[],
  before: Issue,
  after: Issue,
  context: Context,
): { readonly replaced?: Fields } {
  const seen = taskRow(before, context).fields
  const known = new Set(before.journals?.map(one => one.id))
  const changes = changesIn(after, context).filter(({ entry, isOurs }) => isOurs && !known.has(entry))
  const replaced = written.flatMap(field => {
    const value = changes.findLast(({ detail }) => isOf(field, detail))?.value(field, 'old_value')
    return value === undefined || sameValue(value, seen[field]) ? [] : [[field, value] as const]
  })
  return replaced.length === 0 ? {} : { replaced: Object.fromEntries(replaced) }
}

/**
 * The same of an update that nobody read back: what it found, of the changes since the value that its writer had seen. An older
 * one of ours to the same value is none of it.
 */
export async function replaced(
  session: Session,
  entity: string,
  id: string,
  { before, sent }: LostUpdate,
): Promise<Fields> {
  const issue = entity === 'task' ? await unlessGone(() => readIssue(session, id, 'journals')) : null
  if (!issue) return {}
  const told = Object.keys(sent).flatMap(field => {
    const all = changesIn(issue, session).filter(({ detail }) => isOf(field, detail))
    const from = all.findLastIndex(one => sameValue(one.value(field, 'new_value'), before[field] ?? null))
    const change = all
      .slice(from + 1)
      .findLast(one => one.isOurs && sameValue(one.value(field, 'new_value'), sent[field]))
    return change ? [[field, change.value(field, 'old_value')] as const] : []
  })
  return Object.fromEntries(told)
}

type Detail = ReturnType<typeof changesIn>[number]['detail']

function isOf(field: string, { property, name }: Detail): boolean {
  const told = inHistory(field)
  return told !== null && property === told.property && name === told.name
}

/** What was changed in an issue, the oldest first, and the number of the entry that tells of it. */
function changesIn({ journals }: Issue, context: Context) {
  return (journals ?? []).flatMap(one =>
    (one.details ?? []).map(detail => {
      const value = (field: string, which: 'old_value' | 'new_value') =>
        valueOfText(field, detail[which] ?? null, context)
      return { entry: one.id, isOurs: one.user?.id === context.facts.user, detail, value }
    }),
  )
}

/** A value as the history writes it: choices by their ids, emptiness as nothing or as empty text. */
function valueOfText(field: string, text: string | null, { facts }: Context): Value {
  if (text === null || text === '') return null
  const { statuses, priorities, trackers, customFields } = catalogueIn(facts)
  const nameIn = (list: readonly { readonly id: string; readonly name: string }[]) =>
    list.find(one => one.id === text)?.name ?? text
  switch (field) {
    case 'status':
      return nameIn(statuses)
    case 'priority':
      return nameIn(priorities)
    case 'tracker':
      return nameIn(trackers)
    case 'progress':
      return Number(text)
    case 'description':
      return plain(text)
    default: {
      const custom = customFields.find(one => one.on === 'issue' && `cf_${one.id}` === field)
      return custom ? valueIn({ id: custom.id, name: null, value: text }, custom) : text
    }
  }
}
