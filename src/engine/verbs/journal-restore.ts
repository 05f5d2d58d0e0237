import { z } from 'zod'
import { isOnTop, type Overwriting, putBack } from '../../core/overwriting.ts'
import { type JournalRow, journalEntries } from '../../store/journal-reading.ts'
import { decideLink, overwritingsIn, placeOf, type ToldWrite, toldWrite } from './overwritten.ts'
import { numbered, value } from './shapes.ts'
import { defineVerb, type VerbDesk } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Puts a value back that was overwritten: it is written where it was lost, and goes on from there as an edit does. */
export const journalRestore = defineVerb({
  name: 'journal.restore',
  title: 'Put an overwritten value back',
  roles: ['admin', 'sales'],
  changes: true,
  ask: z.strictObject({
    /** The entry that tells of the overwriting. */
    entry: numbered,
    /** The field, by its name on the CRM's side. */
    field: z.string(),
    /** Also over what somebody has typed there since. */
    force: z.boolean().default(false),
  }),
  answer: z.strictObject({ entry: z.string(), value }),
  async act(desk, { entry: id, field, force }) {
    const [entry] = await journalEntries(desk.tx, [id])
    const told = await toldOrThrow(desk, id, entry)
    const lost = overwritingsIn(told).find(one => one.field === field)
    if (!lost) throw new VerbError('verb/not-found', `The entry ${id} overwrote no "${field}".`)
    if (!force && !isUntouched(told, lost))
      throw new VerbError(
        'verb/conflict',
        `"${field}" has been changed since. Ask with force (on the command line: --force) to overwrite that.`,
      )
    await decideLink(desk, told, [{ field, ...putBack(lost, force) }])
    return { entry: id, value: lost.before }
  },
})

async function toldOrThrow(desk: VerbDesk, id: string, entry: JournalRow | undefined): Promise<ToldWrite> {
  if (!entry) throw new VerbError('verb/not-found', `The journal has no entry ${id}.`)
  if (entry.kind !== 'wrote' && entry.kind !== 'settled')
    throw new VerbError(
      'verb/conflict',
      `The entry ${id} (${entry.kind}) is not about a value that was overwritten.`,
    )
  const told = await toldWrite(desk, entry, placeOf(entry))
  if (typeof told === 'string') throw new VerbError('verb/conflict', told)
  return told
}

/** As far as is known; the pass that carries it out looks at the vendor's row before it does. */
function isUntouched({ pair, link }: ToldWrite, lost: Overwriting): boolean {
  const rule = pair.fields.find(one => one.crm === lost.field)
  return rule !== undefined && isOnTop(lost, rule, link.base)
}
