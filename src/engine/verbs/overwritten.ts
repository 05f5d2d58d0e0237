import { type Overwriting, overwritingsOfSettled, overwritingsOfWrite } from '../../core/overwriting.ts'
import type { MappingPolicy, PairPolicy } from '../../core/policy.ts'
import type { Side } from '../../core/value.ts'
import { makeDecisions, type NewDecision } from '../../store/decisions.ts'
import type { JournalRow } from '../../store/journal-reading.ts'
import { type Link, linksOfRows } from '../../store/links.ts'
import { mappingById } from '../../store/mappings.ts'
import { prio, signalKeys } from '../../store/signals.ts'
import { linkKey } from '../keys.ts'
import { policyOfMapping } from '../policies.ts'
import type { VerbDesk } from './verb.ts'

/** A write that the journal tells of, with the link it was about, as far as that is still there. */
export interface ToldWrite {
  readonly entry: JournalRow
  readonly mapping: number
  readonly policy: MappingPolicy
  readonly pair: PairPolicy
  readonly link: Link
}

/** Looks up what a write was about; answers why it can no longer be found. */
export async function toldWrite(
  { engine, tx }: VerbDesk,
  entry: JournalRow,
  at: { readonly side: Side; readonly row: string },
): Promise<ToldWrite | string> {
  const mapping = entry.mappingId === null ? null : await mappingById(tx, entry.mappingId)
  if (!mapping || entry.pair === null) return 'Its mapping is no longer there.'
  const policy = await policyOfMapping({ pool: tx, registry: engine.registry }, mapping)
  const pair = policy.pairs[entry.pair]
  if (!pair) return `The mapping has no ${entry.pair} any more.`
  const [link] = await linksOfRows(tx, mapping.id, [{ pair: pair.name, side: at.side, id: at.row }])
  return link ? { entry, mapping: mapping.id, policy, pair, link } : 'The two rows no longer belong together.'
}

type WroteData = Parameters<typeof overwritingsOfWrite>[0] & { readonly row: string }
type SettledData = Parameters<typeof overwritingsOfSettled>[0] & { readonly row: string }

/** Where a `wrote` or `settled` entry wrote. */
export function placeOf(entry: JournalRow): { readonly side: Side; readonly row: string } {
  const { side, row } = entry.data as WroteData
  return { side, row }
}

/** The fields that an entry overwrote, by its kind. */
export function overwritingsIn({ entry, pair }: ToldWrite): readonly Overwriting[] {
  if (entry.kind === 'settled') return overwritingsOfSettled(entry.data as SettledData, pair.fields)
  return overwritingsOfWrite(entry.data as WroteData)
}

/** Puts decisions about a link down, and makes it due. */
export async function decideLink(
  { tx, actor, concerns }: VerbDesk,
  { entry, mapping, pair, link }: ToldWrite,
  decisions: readonly Pick<NewDecision, 'field' | 'choice' | 'about'>[],
): Promise<void> {
  const key = linkKey(link.id)
  const rest = { key, by: actor.name, of: entry.id }
  await makeDecisions(
    tx,
    mapping,
    decisions.map(one => ({ ...one, ...rest })),
  )
  await signalKeys(tx, mapping, [key], prio.person)
  concerns({ mapping, pair: pair.name, key })
}
