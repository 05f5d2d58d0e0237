import { z } from 'zod'
import { nobody } from '../../core/lenses/people.ts'
import { anybody, type PersonRow } from '../../core/people-pairs.ts'
import { type Side, sides } from '../../core/value.ts'
import type { StoredMapping } from '../../store/mappings.ts'
import { somebody, usersNamed } from '../../store/people.ts'
import { prio, signalRows } from '../../store/signals.ts'
import type { VerbDesk } from './verb.ts'
import { VerbError } from './verb-error.ts'

const who = z.string().min(1).max(500)

/** A person on each side: by id or e-mail address, `nobody`, or `anybody` for whoever has no counterpart. */
export const personAsk = z.strictObject({ mapping: z.string(), crm: who, pm: who })

/** By ids: an empty text is nobody, `*` is whoever has no counterpart. */
export const personAnswer = z.strictObject({ crm: z.string(), pm: z.string() })

/** Turns what was typed into a row of the list. */
export async function personRow(
  { tx }: VerbDesk,
  mapping: StoredMapping,
  typed: Readonly<Record<Side, string>>,
): Promise<PersonRow> {
  const find = async (side: Side) => {
    if (typed[side] === 'nobody') return nobody
    if (typed[side] === 'anybody') return anybody
    const found = await usersNamed(tx, mapping[side], typed[side])
    if (found.length === 1) return found[0] ?? nobody
    const many = found.length > 1 ? `Several users of the ${side} side are` : `No user of the ${side} side is`
    throw new VerbError(
      'verb/not-found',
      `${many} "${typed[side]}". Give the id; see: baton people list --mapping ${mapping.name}`,
    )
  }
  const row = { crm: await find('crm'), pm: await find('pm') }
  if (row.crm !== row.pm || (row.crm !== nobody && row.crm !== anybody)) return row
  throw new VerbError('verb/bad-input', `"${typed.crm}" on both sides says nothing.`)
}

/** Whatever waits for a person is looked at again. */
export async function wakeForPeople({ tx, concerns }: VerbDesk, mapping: StoredMapping): Promise<void> {
  concerns({ mapping: mapping.id })
  await signalRows(
    tx,
    sides.map(side => somebody(mapping[side])),
    prio.person,
  )
}
