import type { Base } from '../../../../src/core/base.ts'
import type { Thread } from '../../../../src/core/comments/find-copy.ts'
import type { PairPolicy } from '../../../../src/core/policy.ts'
import type { Fields, Side } from '../../../../src/core/value.ts'
import { policyOfTalk, type TalkChoices, threadOf } from './mapping.ts'
import { newTool, type Tool, us } from './tool.ts'

export interface Link {
  readonly ids: Readonly<Record<Side, string>>
  /** The side of the copy. */
  readonly made: Side
  readonly base: Base
  readonly missingSince: Readonly<Record<Side, number | null>>
}

/** A write recorded before it is sent. */
export interface Intent {
  readonly op: 'create' | 'update' | 'delete'
  readonly side: Side
  /** Of a create, the comment it is a copy of. */
  readonly id: string
  readonly link: Link | null
  readonly before: Fields
  readonly sent: Fields
  readonly saw: Readonly<Record<Side, Fields>>
  readonly version: string | null
  readonly at: number
}

/** Two linked tasks, what is said under them, and what is remembered of it. */
export interface Talk {
  readonly choices: TalkChoices
  readonly policy: PairPolicy
  readonly thread: Thread
  readonly tools: Readonly<Record<Side, Tool>>
  readonly links: Set<Link>
  readonly intents: Set<Intent>
  /** Links that ended because a comment was deleted. */
  readonly ended: { readonly ids: Link['ids']; readonly gone: Side | 'both'; readonly made: Side }[]
  /** What is asked about: `side id` of a comment, or of a link the crm one. */
  readonly asked: Set<string>
  clock: number
  /** Sent so far. */
  writes: number
}

export interface TalkSetting {
  readonly choices: TalkChoices
  /** The sides on which it is known who we are. */
  readonly knowsUs: readonly Side[]
}

export function newTalk({ choices, knowsUs }: TalkSetting): Talk {
  const policy = policyOfTalk(choices)
  const known = (side: Side) => (knowsUs.includes(side) ? us : null)
  return {
    choices,
    policy,
    thread: threadOf(policy, { crm: known('crm'), pm: known('pm') }),
    tools: { crm: newTool('crm'), pm: newTool('pm') },
    links: new Set(),
    intents: new Set(),
    ended: [],
    asked: new Set(),
    clock: Date.parse('2026-03-01T08:00:00Z'),
    writes: 0,
  }
}

export function linkOf({ links }: Talk, side: Side, id: string): Link | undefined {
  return [...links].find(link => link.ids[side] === id)
}
