import type { PairName } from '../core/policy.ts'
import type { Db } from './database.ts'

export const journalKinds = [
  'linked',
  'created',
  'wrote',
  'not-applied',
  'deleted',
  'unlinked',
  'settled',
  'held',
  'refused',
  'passed',
  'reverted',
  'withdrawn',
  'failed',
  'asked',
  'braked',
  'put-back',
  'not-put-back',
] as const
export type JournalKind = (typeof journalKinds)[number]

export interface JournalEntry {
  readonly pair: PairName | null
  readonly key: string | null
  readonly kind: JournalKind
  readonly data: unknown
  /** The pass it belongs to, where that is another than the one that writes it. */
  readonly pass?: string | undefined
}

/** Append only: what was decided, done and lost. */
export async function writeJournal(
  tx: Db,
  mapping: number | null,
  entries: readonly JournalEntry[],
  pass: string | null = null,
): Promise<void> {
  if (entries.length === 0) return
  await tx.query({
    name: 'write-journal',
    text: `insert into journal (mapping, pair, key, kind, data, pass)
           select $1::int, pair, key, kind, coalesce(data, 'null'), coalesce(pass, $3::uuid)
           from jsonb_to_recordset($2::jsonb) as j(pair text, key text, kind text, data jsonb, pass uuid)`,
    values: [mapping, JSON.stringify(entries), pass],
  })
}
