import type { Side, Value } from '../core/value.ts'
import type { Editor } from '../spi/index.ts'
import { VendorError } from '../spi/index.ts'
import { recordSightings, sightingsOf } from '../store/sightings.ts'
import type { PassDesk } from './desk.ts'
import type { LinkPlan } from './plan-links.ts'

/**
 * Whose change a value is: the field's last editor by the vendor's history, else the row's last editor, else its owner,
 * else the admins. Never our own user; an e-mail address each.
 */
export async function personToTell(
  desk: PassDesk,
  plan: LinkPlan,
  typedOn: Side,
  field: string,
): Promise<string> {
  const { connection } = desk[typedOn]
  const editor = await fieldEditor(desk, plan, typedOn, field)
  if (editor && editor.userId !== connection.userId && editor.email) return editor.email
  const row = plan.rows[typedOn]
  for (const person of [editor?.userId, row?.changedBy, row?.fields.owner]) {
    if (typeof person !== 'string' || person === '' || person === connection.userId) continue
    const email = await emailOf(desk, typedOn, person)
    if (email !== null) return email
  }
  return desk.engine.config.adminEmail
}

/** A history that cannot be read just now is no reason to tell nobody. */
async function fieldEditor(
  desk: PassDesk,
  { item, rows }: LinkPlan,
  side: Side,
  field: string,
): Promise<Editor | null> {
  const { connector, session } = desk[side]
  const rule = item.pair.fields.find(one => one.crm === field)
  const row = rows[side]
  if (!connector.lastEditor || !rule || !row) return null
  try {
    return await connector.lastEditor(session, item.pair.entity[side], row.id, rule[side])
  } catch (error) {
    if (!(error instanceof VendorError)) throw error
    desk.engine.log.warn(
      { failure: error.failure, mapping: desk.mapping.name },
      'a history could not be read',
    )
    return null
  }
}

async function emailOf(desk: PassDesk, side: Side, person: string): Promise<string | null> {
  const { connection, connector, session } = desk[side]
  const known = (await sightingsOf(desk.engine.pool, connection.id, 'user', [person])).get(person)
  if (known) return textOrNull(known.email)
  const [row] = connector.entities.user ? await connector.fetch(session, 'user', [person]) : []
  if (!row) return null
  const seen = { connection: connection.id, entity: 'user', id: row.id, fields: row.fields, matchKey: null }
  await recordSightings(desk.engine.pool, [seen])
  return textOrNull(row.fields.email)
}

function textOrNull(value: Value | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
