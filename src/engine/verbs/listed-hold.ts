import { z } from 'zod'
import { otherSide, type Side } from '../../core/value.ts'
import type { OpenHold } from '../../store/holds.ts'
import { mappingById } from '../../store/mappings.ts'
import { type MappingDesk, mappingDesk } from '../deals-desk.ts'
import { isKey, readKey } from '../keys.ts'
import { type KnownRow, knownRows } from '../known-rows.ts'
import { MappingBroken } from '../policies.ts'
import { UnknownConnector } from '../registry.ts'
import { openHold } from './open-hold.ts'
import type { VerbDesk } from './verb.ts'

const fact = z.strictObject({ title: z.string(), value: z.string() })
const knownRow = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  url: z.string().nullable(),
  facts: z.array(fact).readonly(),
})

/** An open question with the rows that may be chosen, so that a person can tell them apart. */
export const listedHold = openHold.extend({
  /** What is known of the row itself, where others are to be chosen from. */
  facts: z.array(fact).readonly(),
  choices: z.array(knownRow).readonly(),
})
export type ListedHold = z.output<typeof listedHold>

export async function withChoices(desk: VerbDesk, holds: readonly OpenHold[]): Promise<ListedHold[]> {
  const desks = await desksOf(
    desk,
    holds.filter(hold => picks(hold).length > 0),
  )
  const listed: ListedHold[] = []
  for (const hold of holds) listed.push(await withRows(desks.get(hold.mappingId), hold))
  return listed
}

async function desksOf({ engine, tx }: VerbDesk, holds: readonly OpenHold[]) {
  const desks = new Map<number, MappingDesk>()
  for (const id of new Set(holds.map(hold => hold.mappingId))) {
    const mapping = await mappingById(tx, id)
    const desk = mapping && (await mappingDesk(engine.registry, tx, mapping).catch(unlessBroken))
    if (desk) desks.set(id, desk)
  }
  return desks
}

/** The questions of a mapping that no longer holds are shown without what is known of the rows. */
function unlessBroken(error: unknown): null {
  if (error instanceof MappingBroken || error instanceof UnknownConnector) return null
  throw error
}

async function withRows(desk: MappingDesk | undefined, hold: OpenHold): Promise<ListedHold> {
  const at = placeOf(hold)
  const pair = at && desk?.policy.pairs[at.pair]
  const rows = (side: Side, ids: readonly string[]): Promise<readonly KnownRow[]> =>
    desk && pair ? knownRows(desk, side, pair.entity[side], ids) : Promise.resolve([])
  if (!at) return { ...hold, facts: [], choices: [] }
  const [own] = await rows(at.side, [at.rowId])
  const known = await rows(otherSide(at.side), picks(hold))
  const choices = picks(hold).map(
    id => known.find(row => row.id === id) ?? { id, name: null, url: null, facts: [] },
  )
  return { ...hold, facts: own?.facts ?? [], choices }
}

function placeOf(hold: OpenHold) {
  if (picks(hold).length === 0 || !isKey(hold.key)) return null
  const key = readKey(hold.key)
  return key.is === 'newcomer' ? key : null
}

function picks({ question }: OpenHold): readonly string[] {
  return (question?.options ?? []).flatMap(({ choice, row }) =>
    choice === 'pick' && row !== undefined ? [row] : [],
  )
}
