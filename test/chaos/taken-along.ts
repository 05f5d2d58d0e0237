import type { Deed } from './evidence.ts'

/** A deed, and of a comment the task that it stands under. */
export type PlacedDeed = Deed & { readonly task: string | null }

/**
 * A vendor that deletes a task says nothing of the comments under it, and a backup that brings the task back brings only those
 * that it knows. The others went with the task, and were taken by the backup: so much is told here.
 */
export function takenAlong(deeds: readonly PlacedDeed[]): Deed[] {
  const standing = new Map<string, PlacedDeed>()
  const isBrought = ({ at }: Deed, id: string) =>
    deeds.some(one => one.isBackups && one.at === at && one.kind === 'comment' && one.id === id && one.after)
  return deeds.flatMap((deed): Deed[] => {
    const { task: _, ...told } = deed
    if (deed.kind === 'comment') standing.set(deed.id, deed)
    if (deed.kind !== 'task' || !deed.isBackups || deed.does !== 'add') return [told]
    const lost = [...standing.values()].filter(
      one => one.task === deed.id && one.after !== null && !isBrought(deed, one.id),
    )
    for (const { id } of lost) standing.delete(id)
    return [
      told,
      ...lost.map(({ task: _, ...one }): Deed => {
        const how = { does: 'remove', isBatons: false, isBackups: true, isIdle: false } as const
        return { ...one, ...how, at: deed.at, before: one.after, after: null }
      }),
    ]
  })
}
