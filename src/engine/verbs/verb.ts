import type { z } from 'zod'
import { isKeepable } from '../../core/keepable.ts'
import type { PairName } from '../../core/policy.ts'
import { type Db, inTransaction } from '../../store/database.ts'
import { writeJournal } from '../../store/journal.ts'
import type { Engine } from '../engine.ts'
import { mistakesIn } from '../mistakes.ts'
import { onlyOnce } from './only-once.ts'
import { VerbError } from './verb-error.ts'

export const roles = ['admin', 'sales', 'viewer'] as const
export type Role = (typeof roles)[number]

/** Who asks: for what they may do, and for the journal. */
export interface Actor {
  readonly name: string
  readonly role: Role
}

/** Whoever may run a command on a node's own machine may do everything. */
export const operator = (name = 'command line'): Actor => ({ name, role: 'admin' })

/** What the act was about, for whoever looks it up in the journal. */
export interface Concern {
  readonly mapping: number | null
  readonly pair?: PairName
  readonly key?: string
}

/** What a verb works with: one transaction, which holds all it does or nothing. Vendors are never called in it. */
export interface VerbDesk {
  readonly engine: Engine
  readonly tx: Db
  readonly actor: Actor
  /** Names what the journal's entry is about; one entry for each. Without it the entry is about nothing in particular. */
  concerns(...what: readonly Concern[]): void
}

/** Something a person can do. The command line, the API and the console are made from the list of them. */
export interface Verb<Ask extends z.ZodObject = z.ZodObject, Answer extends z.ZodType = z.ZodType> {
  /** A path: `holds.answer`. */
  readonly name: string
  /** For a person: `Answer a question`. */
  readonly title: string
  readonly roles: readonly Role[]
  /** False: it only reads, and the journal does not mention it. */
  readonly changes: boolean
  /** True: what is asked is too long for an address, so it is sent as a body, although it only reads. */
  readonly asksMuch?: boolean
  readonly ask: Ask
  /** All that an answer may hold, for whoever reads the API's description. Tests look at every answer that they get. */
  readonly answer: Answer
  /** Keys of what is asked that never reach the journal: secrets, and long texts. */
  readonly unjournalled?: readonly string[]
  /** True: the answer holds a secret that is told this once, so it is never kept for a repetition. */
  readonly answersSecret?: boolean
  /**
   * What a vendor has to be asked first, once the role and the words are right and before the transaction begins; what it
   * answers is acted on in place of what was asked.
   */
  ahead?(engine: Engine, ask: z.output<Ask>): Promise<z.output<Ask>>
  act(desk: VerbDesk, ask: z.output<Ask>): Promise<z.output<Answer>>
}

/** The identity function, for its types. */
export function defineVerb<Ask extends z.ZodObject, Answer extends z.ZodType>(
  verb: Verb<Ask, Answer>,
): Verb<Ask, Answer> {
  return verb
}

/**
 * Does what was asked: role, words, act, journal, in that order, the last two in one transaction. Throws a `VerbError`.
 * `once`: what the asker calls this request; asked again under the same name, it is answered as before and not done again.
 */
export async function perform<Ask extends z.ZodObject, Answer extends z.ZodType>(
  engine: Engine,
  verb: Verb<Ask, Answer>,
  actor: Actor,
  input: unknown,
  once?: string,
): Promise<z.output<Answer>> {
  mayDo(verb, actor)
  const ask = understood(verb, input)
  const known = verb.ahead ? await verb.ahead(engine, ask) : ask
  return inTransaction(engine.pool, tx => {
    const act = () => acted(engine, tx, verb, actor, known)
    return once === undefined || !verb.changes ? act() : onlyOnce(tx, verb, actor, ask, once, act)
  })
}

async function acted<Ask extends z.ZodObject, Answer extends z.ZodType>(
  engine: Engine,
  tx: Db,
  verb: Verb<Ask, Answer>,
  actor: Actor,
  ask: z.output<Ask>,
): Promise<z.output<Answer>> {
  const concerns: Concern[] = []
  const concern = (...what: readonly Concern[]) => void concerns.push(...what)
  const answer = await verb.act({ engine, tx, actor, concerns: concern }, ask)
  engine.seesAnswers?.(verb, answer)
  if (verb.changes) await note(tx, verb, actor, ask, concerns)
  return answer
}

/** Throws a `VerbError` where a role may not. */
export function mayDo(verb: Pick<Verb, 'title' | 'roles'>, { name, role }: Actor): void {
  if (verb.roles.includes(role)) return
  const may = verb.roles.join(' or ')
  throw new VerbError('verb/not-allowed', `"${verb.title}" is for ${may}; ${name} has the role ${role}.`)
}

/** What was asked, as it is meant; throws a `VerbError` that names every mistake. */
export function understood<Ask extends z.ZodObject>(
  verb: { readonly ask: Ask },
  input: unknown,
): z.output<Ask> {
  const read = verb.ask.safeParse(input)
  if (read.success && canBeKept(read.data)) return read.data
  if (read.success)
    throw new VerbError('verb/bad-input', 'A text holds a null byte or half a letter, which cannot be kept.')
  throw new VerbError('verb/bad-input', mistakesIn(read.error).join('; '))
}

function canBeKept(asked: unknown): boolean {
  if (typeof asked === 'string') return isKeepable(asked)
  return typeof asked !== 'object' || asked === null || Object.values(asked).every(canBeKept)
}

async function note(
  tx: Db,
  verb: Pick<Verb, 'name' | 'unjournalled'>,
  actor: Actor,
  ask: Readonly<Record<string, unknown>>,
  concerns: readonly Concern[],
): Promise<void> {
  const told = Object.fromEntries(Object.entries(ask).filter(([key]) => !verb.unjournalled?.includes(key)))
  const data = { verb: verb.name, by: actor.name, ask: told }
  for (const { mapping, pair, key } of concerns.length > 0 ? concerns : [{ mapping: null }])
    await writeJournal(tx, mapping, [{ pair: pair ?? null, key: key ?? null, kind: 'asked', data }])
}
