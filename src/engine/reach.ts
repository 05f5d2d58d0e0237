import type { AnchorState } from '../core/newcomer.ts'
import type { PairPolicy } from '../core/policy.ts'
import { type Side, sides } from '../core/value.ts'
import type { Connector } from '../spi/index.ts'
import type { Connection } from '../store/connections.ts'

export interface ReachSide {
  readonly connector: Pick<Connector, 'outOfReach'>
  readonly connection: Pick<Connection, 'facts'>
}

interface ReachDesk extends Record<Side, ReachSide> {
  readonly policy: { readonly pairs: Readonly<Record<string, PairPolicy>> }
}

/** What cannot come is not waited for: where an account shows no clients, a won deal becomes a project without one. */
export function withinReach(
  desk: ReachDesk,
  { pair }: { readonly pair: PairPolicy },
  anchor: AnchorState,
): AnchorState {
  const entity = pair.anchor && desk.policy.pairs[pair.anchor.pair]?.entity
  if (!entity || (anchor.is !== 'unlinked' && anchor.is !== 'unnamed')) return anchor
  const isBeyond = sides.some(side => outOfReach(desk[side]).includes(entity[side]))
  return isBeyond ? { is: 'not-needed' } : anchor
}

/** Kinds of record that this account neither shows nor takes. */
export function outOfReach({ connector, connection }: ReachSide): readonly string[] {
  return connector.outOfReach?.(connection.facts) ?? []
}
