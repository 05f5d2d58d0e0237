import type { Verb } from '../../engine/verbs/verb.ts'

/** Where a verb is asked: `holds.answer` at `/api/v1/holds/answer`. */
export function pathOf({ name }: Pick<Verb, 'name'>): string {
  return `/api/v1/${name.replaceAll('.', '/')}`
}

/** What only reads is asked with GET, its question in the query; what changes something, or asks much, with POST and JSON. */
export function methodOf({ changes, asksMuch }: Pick<Verb, 'changes' | 'asksMuch'>): 'get' | 'post' {
  return changes || asksMuch ? 'post' : 'get'
}
