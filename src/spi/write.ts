import type { Failure } from '../core/failure.ts'
import type { Fields } from '../core/value.ts'
import type { Row } from './connector.ts'

export type Write =
  | { readonly op: 'create'; readonly key: string; readonly fields: Fields }
  | { readonly op: 'update'; readonly id: string; readonly ifVersion: string | null; readonly fields: Fields }
  | { readonly op: 'delete'; readonly id: string; readonly ifVersion: string | null }

/**
 * `replaced`: values that an update took away although `fields` of the version it named did not hold them, where the vendor
 * takes no condition and its own history tells. `made`: the id of the row that a create made, where it can be shown no more
 * and nothing is left to be done. `earlier`: a create met the row that an earlier one of its key had made, and wrote nothing of
 * what that shows otherwise.
 */
export type WriteResult =
  | { readonly ok: true; readonly row: Row | null; readonly replaced?: Fields; readonly earlier?: true }
  | { readonly ok: false; readonly failure: Failure; readonly unanswered: boolean; readonly made?: string }

/** An update of which nobody knows whether it was made: the values its writer had seen, and those it sent. */
export interface LostUpdate {
  readonly before: Fields
  readonly sent: Fields
}
