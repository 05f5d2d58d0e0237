import { type Fields, sameValue, type Value } from '#spi'
import type { Issue } from './api.ts'
import { type Context, catalogueIn } from './facts.ts'
import { inHistory } from './history.ts'
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
  const details = ourDetails(before, after, context)
  const replaced = written.flatMap(field => {
    const told = inHistory(field)
    const detail = details.findLast(one => one.property === told?.property && one.name === told?.name)
    const value = detail && valueOfText(field, detail.old_value ?? null, context)
    return value === undefined || sameValue(value, seen[field]) ? [] : [[field, value] as const]
  })
  return replaced.length === 0 ? {} : { replaced: Object.fromEntries(replaced) }
}

/** What we changed since, entry by entry. */
function ourDetails(before: Issue, after: Issue, { facts }: Context) {
  const known = new Set(before.journals?.map(one => one.id))
  const ours = after.journals?.filter(one => one.user?.id === facts.user && !known.has(one.id)) ?? []
  return ours.flatMap(one => one.details ?? [])
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
