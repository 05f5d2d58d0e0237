import { z } from 'zod'
import { pair, side } from './pair-schema.ts'

/** Nobody can write a comment anew in somebody's name. */
const whenGone = z.enum(['unlink', 'delete'])

/** Comments on tasks. */
export const comments = z.strictObject({
  pair: pair.pair,
  create: z.array(side).default([]).describe('The sides on which comments are copied by themselves.'),
  only: pair.only,
  settle: pair.settle,
  on_refusal: pair.on_refusal,
  inside: z.enum(['tasks']).describe('The section whose rows the comments stand under.'),
  history: z
    .enum(['none', 'all', 'since'])
    .default('since')
    .describe(
      'Comments from before their task was linked: none, all, or those since the mapping was switched on.',
    ),
  edits: z
    .enum(['carry', 'refuse'])
    .default('refuse')
    .describe('Whether an edit of a copy is an edit of the comment.'),
  tie: z
    .enum(['crm', 'pm', 'newest', 'hold'])
    .default('hold')
    .describe('Whose edit stays when both sides edited the comment; hold asks a person.'),
  private: z
    .enum(['keep', 'carry'])
    .default('keep')
    .describe('Whether comments that are private, or internal, are copied.'),
  clients: z
    .array(side)
    .default([])
    .describe('The sides on which clients may read the copies. Elsewhere copies are private.'),
  when_gone: z
    .strictObject({
      original: whenGone.default('unlink').describe('What follows when the comment was deleted.'),
      copy: whenGone.default('unlink').describe('What follows when its copy was deleted.'),
    })
    .default({ original: 'unlink', copy: 'unlink' })
    .describe('What becomes of the one when the other was deleted.'),
})
