import { z } from 'zod'
import { retryLetters } from '../../store/outbox.ts'
import { defineVerb } from './verb.ts'
import { VerbError } from './verb-error.ts'

/** Tries mails again that were given up: these, or all. */
export const mailRetry = defineVerb({
  name: 'mail.retry',
  title: 'Try again to deliver mails',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({
    /** Their `messageId`s; all that were given up when left out. */
    messages: z.array(z.string().min(1).max(500)).min(1).max(500).optional(),
  }),
  answer: z.strictObject({ retried: z.int() }),
  async act({ tx }, { messages = null }) {
    const retried = await retryLetters(tx, messages)
    if (retried === 0) throw new VerbError('verb/not-found', 'No mail was given up that this could mean.')
    return { retried }
  },
})
