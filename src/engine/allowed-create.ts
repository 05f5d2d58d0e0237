import { judgeCreate } from '../core/judge.ts'
import type { NewcomerVerdict } from '../core/newcomer.ts'
import type { Surroundings } from '../core/rules.ts'
import type { Fields } from '../core/value.ts'
import type { PassDesk } from './desk.ts'
import type { NewcomerItem } from './open-keys.ts'
import { lineOfNew } from './parent-lines.ts'
import { around } from './plan-links.ts'
import { readRows } from './reading.ts'

/** A new pm row starts without the values that a rule refuses; its first comparison then says so to the person. */
export async function allowed(
  desk: PassDesk,
  item: NewcomerItem,
  verdict: NewcomerVerdict,
): Promise<NewcomerVerdict> {
  if (verdict.is !== 'create' || verdict.on !== 'pm' || item.pair.rules.length === 0) return verdict
  const refused = judgeCreate(item.pair, verdict.fields, await surroundingsOfNew(desk, item, verdict.fields))
  const fields = Object.fromEntries(Object.entries(verdict.fields).filter(([field]) => !(field in refused)))
  return { ...verdict, fields }
}

async function surroundingsOfNew(desk: PassDesk, item: NewcomerItem, fields: Fields): Promise<Surroundings> {
  const { anchor } = item.pair
  const line = item.pair.rules.includes('sound-parent') ? await lineOfNew(desk, item.pair, fields) : {}
  const id = anchor ? fields[anchor.pm] : undefined
  const entity = anchor && desk.policy.pairs[anchor.pair]?.entity.pm
  if (typeof id !== 'string' || !entity) return line
  const rows = await readRows(desk, [{ side: 'pm', entity, id }])
  return { ...line, ...around([{ as: 'project', entity, id }], rows) }
}
