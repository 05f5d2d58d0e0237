import type { VerbCode } from '../engine/verbs/verb-error.ts'

/** How an answer says in a number that something cannot be done. */
export const statusOf: Readonly<Record<VerbCode, number>> = {
  'verb/bad-input': 400,
  'verb/not-allowed': 403,
  'verb/not-found': 404,
  'verb/conflict': 409,
}
