import type { Side, Value } from './value.ts'

/** What a lens may need to know of other rows: who is whom, and which rows belong together. */
export interface World {
  /** By kind (`person`, or the name of a pair): crm id -> pm id. One pm id may stand for several crm ids. */
  readonly pairs: Readonly<Record<string, readonly (readonly [crm: string, pm: string])[]>>
}

export const emptyWorld: World = { pairs: {} }

export type Carried =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: CarryCode; readonly detail: string }

/** Why a value has no counterpart on the other side. Always a question for a person, never a guess. */
export type CarryCode =
  | 'carry/too-long'
  | 'carry/no-counterpart'
  | 'carry/not-a-day'
  | 'carry/not-a-moment'
  | 'carry/not-a-number'

/**
 * How a field on one side corresponds to a field on the other. Two laws: what is carried across agrees with where it
 * came from; and where the two already agree, carrying changes nothing.
 */
export interface Lens {
  /** For people and linked rows: the kind of pairs that it asks the world for. */
  readonly name: string
  /** Of a table: the values it knows on each side. */
  readonly words?: Readonly<Record<Side, readonly Value[]>>
  /** True: what is carried is added to what is there, so that nothing is lost. */
  readonly adds?: true
  agree(crm: Value, pm: Value, world: World): boolean
  /**
   * `now` is what the receiving side holds: where several of its values would do, the one already there stays.
   * `was` is what the giving side showed when the two last agreed; undefined where they never did, or nobody knows.
   */
  across(value: Value, to: Side, now: Value, world: World, was?: Value): Carried
  /** Whether two values of one side say the same in another form. Such a change is none; absent: there is no other form. */
  alike?(side: Side, before: Value, after: Value): boolean
  /** Of texts: how they are told in lines, so that edits of different lines can both stay. */
  readonly lines?: Lines
}

/** Text in the one form that both sides share. */
export interface Lines {
  of(side: Side, value: Value): readonly string[]
  /** The lines as a value of that side, formatting and limits as ever. */
  to(side: Side, lines: readonly string[]): Carried
}

export function carried(value: Value): Carried {
  return { ok: true, value }
}

export function notCarried(code: CarryCode, detail: string): Carried {
  return { ok: false, code, detail }
}

/** What a conversion may look at beside the value itself. */
export interface Past {
  /** What the receiving side holds. */
  readonly now: Value
  /** What the giving side showed when the two last agreed. */
  readonly was: Value | undefined
}

/** Keeps what the receiving side holds where it agrees already, so that no lens has to remember to. */
export function lens(
  name: string,
  agree: Lens['agree'],
  convert: (value: Value, to: Side, world: World, past: Past) => Carried,
  more: Pick<Lens, 'words' | 'alike' | 'lines'> = {},
): Lens {
  const agreeFrom = (value: Value, to: Side, now: Value, world: World) =>
    to === 'pm' ? agree(value, now, world) : agree(now, value, world)
  return {
    ...more,
    name,
    agree,
    across: (value, to, now, world, was) =>
      agreeFrom(value, to, now, world) ? carried(now) : convert(value, to, world, { now, was }),
  }
}
