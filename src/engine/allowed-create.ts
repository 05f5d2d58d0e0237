import { judgeCreate } from '../core/judge.ts'
import type { World } from '../core/lens.ts'
import type { NewcomerVerdict } from '../core/newcomer.ts'
import type { Surroundings } from '../core/rules.ts'
import type { Fields } from '../core/value.ts'
import { aroundOf } from './around.ts'
import type { PassDesk } from './desk.ts'
import type { NewcomerItem } from './open-keys.ts'
import { lineOfNew } from './parent-lines.ts'

/** A new pm row starts without the values that a rule refuses; its first comparison then says so to the person. */
export async function allowed(
  desk: PassDesk,
  item: NewcomerItem,
  verdict: NewcomerVerdict,
  world: World,
): Promise<NewcomerVerdict> {
  if (verdict.is !== 'create' || verdict.on !== 'pm' || item.pair.rules.length === 0) return verdict
  const around = await surroundingsOfNew(desk, item, verdict.fields, world)
  const refused = judgeCreate(item.pair, verdict.fields, around)
  const fields = Object.fromEntries(Object.entries(verdict.fields).filter(([field]) => !(field in refused)))
  return { ...verdict, fields }
}

async function surroundingsOfNew(
  desk: PassDesk,
  item: NewcomerItem,
  fields: Fields,
  world: World,
): Promise<Surroundings> {
  const { anchor } = item.pair
  const line = item.pair.rules.includes('sound-parent') ? await lineOfNew(desk, item.pair, fields) : {}
  const id = anchor ? fields[anchor.pm] : undefined
  const entity = anchor && desk.policy.pairs[anchor.pair]?.entity.pm
  if (typeof id !== 'string' || !entity) return line
  const wanted = [{ as: 'project' as const, entity, id }]
  const around = await aroundOf(desk, [{ wanted, world }])
  return { ...line, ...around(wanted, world) }
}
