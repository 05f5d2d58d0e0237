/** What setting a table back to a backup changes about one record. */
export interface SetBack<Shown> {
  readonly id: string
  readonly does: 'add' | 'edit' | 'remove'
  readonly before: Shown | null
  readonly after: Shown | null
}

/** By whom a vendor's history says that it was done. */
export const byBackup = 'backup'

/** Record by record, from how a table is shown to how its backup is. */
export function setBack<Shown>(
  now: ReadonlyMap<string, Shown>,
  then: ReadonlyMap<string, Shown>,
): readonly SetBack<Shown>[] {
  const ids = [...new Set([...now.keys(), ...then.keys()])]
  return ids.flatMap((id): SetBack<Shown>[] => {
    const [before, after] = [now.get(id) ?? null, then.get(id) ?? null]
    if (JSON.stringify(before) === JSON.stringify(after)) return []
    return [{ id, does: before === null ? 'add' : after === null ? 'remove' : 'edit', before, after }]
  })
}

/** Gives a table the rows of another one, in its order. */
export function refill<Key, Row>(table: Map<Key, Row>, rows: ReadonlyMap<Key, Row>): void {
  for (const key of [...table.keys()]) table.delete(key)
  for (const [key, row] of rows) table.set(key, row)
}
