import { nobody } from '../core/lenses/people.ts'
import { pairPeople } from '../core/people-pairs.ts'
import type { PairPolicy } from '../core/policy.ts'
import { otherSide, type Side, sides } from '../core/value.ts'
import type { Row } from '../spi/index.ts'
import { personRows, usersAround } from '../store/people.ts'
import type { PassDesk, SideDesk } from './desk.ts'

/** Whether our account on a side posts comments as the people who wrote them. */
export function speaks(
  { connector, connection }: Pick<SideDesk, 'connector' | 'connection'>,
  entity: string,
): boolean {
  return connector.entities[entity]?.inside?.speaks?.(connection.settings) === true
}

/** Who a comment's author is on the other side, where it is posted as that person; null: it is posted as us. */
export type SpeakerOf = (side: Side, row: Row) => string | null

/** Nobody speaks for somebody else, so whoever stands in for others does not count, nor who has left. */
export async function speakersOf(
  desk: PassDesk,
  { entity }: PairPolicy,
  written: readonly { readonly side: Side; readonly row: Row }[],
): Promise<SpeakerOf> {
  const on = sides.filter(side => speaks(desk[side], entity[side]))
  const asked = written.filter(({ side }) => on.includes(otherSide(side)))
  if (asked.length === 0) return () => null
  const authors = (side: Side) =>
    asked.flatMap(one =>
      one.side === side && typeof one.row.fields.author === 'string' ? one.row.fields.author : [],
    )
  const at = (side: Side) => ({ connection: desk[side].connection.id, ids: authors(side) })
  const users = await usersAround(desk.engine.pool, { crm: at('crm'), pm: at('pm') })
  const rows = await personRows(desk.engine.pool, desk.mapping.id)
  const pairs = pairPeople(users, rows, { crm: [], pm: [] })
  return (side, { fields }) => {
    const other = otherSide(side)
    const [own, theirs] = side === 'crm' ? ([0, 1] as const) : ([1, 0] as const)
    const found = on.includes(other) ? pairs.find(pair => pair[own] === fields.author)?.[theirs] : undefined
    const isHere = users[other].some(user => user.id === found && user.active)
    return found !== undefined && found !== nobody && isHere ? found : null
  }
}
