import { z } from 'zod'
import { isOnTop, undone } from '../../core/overwriting.ts'
import type { Side } from '../../core/value.ts'
import { type JournalRow, journalEntries, lastVersion, writesOfPass } from '../../store/journal-reading.ts'
import { decideLink, overwritingsIn, placeOf, type ToldWrite, toldWrite } from './overwritten.ts'
import { numbered } from './shapes.ts'
import { defineVerb, type VerbDesk } from './verb.ts'
import { VerbError } from './verb-error.ts'

const undoing = z.strictObject({
  /** What a pass will undo where nobody has edited on top; it tells in the journal what became of each. */
  asked: z.array(z.strictObject({ entry: z.string(), what: z.string() })).readonly(),
  not: z.array(z.strictObject({ entry: z.string(), what: z.string(), why: z.string() })).readonly(),
})
type Undoing = z.output<typeof undoing>

/**
 * Undoes one write, or all writes of a pass, where nobody has edited on top: what stood there before stands there again,
 * and the two sides stay apart until somebody edits. A row that was made is let go; deleted only if an admin says so.
 */
export const journalUndo = defineVerb({
  name: 'journal.undo',
  title: 'Undo a write, or a whole pass',
  roles: ['admin', 'sales'],
  changes: true,
  ask: z
    .strictObject({
      entry: numbered.optional(),
      pass: z.uuid().optional(),
      /** Rows that were made are deleted while nobody has touched them. */
      deletes: z.boolean().default(false),
    })
    .refine(
      ask => (ask.entry === undefined) !== (ask.pass === undefined),
      'name either an entry or a pass, and not both',
    ),
  answer: undoing,
  async act(desk, { entry, pass, deletes }) {
    if (deletes && desk.actor.role !== 'admin')
      throw new VerbError('verb/not-allowed', 'Only an admin may have rows deleted.')
    const entries = entry ? await journalEntries(desk.tx, [entry]) : await writesOfPass(desk.tx, pass ?? '')
    if (entries.length === 0) throw new VerbError('verb/not-found', 'The journal has no such write.')
    const undone = []
    for (const one of entries) undone.push(await undoOne(desk, one, deletes))
    return { asked: undone.flatMap(one => one.asked), not: undone.flatMap(one => one.not) }
  },
})

async function undoOne(desk: VerbDesk, entry: JournalRow, deletes: boolean): Promise<Undoing> {
  if (entry.kind === 'created') return takeBack(desk, entry, deletes)
  if (entry.kind === 'wrote' || entry.kind === 'settled') return undoWrite(desk, entry)
  return notUndone(entry, entry.kind, 'Only a write can be undone, or a row that was made.')
}

function notUndone({ id }: JournalRow, what: string, why: string): Undoing {
  return { asked: [], not: [{ entry: id, what, why }] }
}

async function undoWrite(desk: VerbDesk, entry: JournalRow): Promise<Undoing> {
  const told = await toldWrite(desk, entry, placeOf(entry))
  if (typeof told === 'string') return notUndone(entry, entry.kind, told)
  const fields = overwritingsIn(told).map(one => {
    const rule = told.pair.fields.find(rule => rule.crm === one.field)
    return { one, isFree: rule !== undefined && isOnTop(one, rule, told.link.base) }
  })
  const free = fields.filter(field => field.isFree)
  if (free.length > 0)
    await decideLink(
      desk,
      told,
      free.map(({ one }) => ({ field: one.field, ...undone(one) })),
    )
  return {
    asked: free.map(({ one }) => ({ entry: entry.id, what: one.field })),
    not: fields
      .filter(field => !field.isFree)
      .map(({ one }) => ({ entry: entry.id, what: one.field, why: 'It has been changed since.' })),
  }
}

interface CreatedData {
  readonly on: Side
  readonly row: string
}

async function takeBack(desk: VerbDesk, entry: JournalRow, deletes: boolean): Promise<Undoing> {
  const { on, row } = entry.data as CreatedData
  const told = await toldWrite(desk, entry, { side: on, row })
  if (typeof told === 'string') return notUndone(entry, 'the row', told)
  const version = await lastVersion(desk.tx, told.mapping, { side: on, row })
  const may = deletes && version !== null && canDelete(desk, told, on)
  const choice = { is: 'take-back', on, deletes: may, version: version ?? '' } as const
  await decideLink(desk, told, [{ field: '', choice, about: {} }])
  return { asked: [{ entry: entry.id, what: may ? 'the row is deleted' : 'the row is let go' }], not: [] }
}

function canDelete({ engine }: VerbDesk, { policy, pair }: ToldWrite, on: Side): boolean {
  return engine.registry.get(policy.connector[on])?.entities[pair.entity[on]]?.can.delete === true
}
