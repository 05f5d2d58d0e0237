import { z } from 'zod'
import { listLetters } from '../../store/outbox-reading.ts'
import { moment } from './shapes.ts'
import { defineVerb } from './verb.ts'

/** What was sent to whom, and what still waits to be handed over. */
export const mailList = defineVerb({
  name: 'mail.list',
  title: 'Show the mails',
  roles: ['admin', 'viewer'],
  changes: false,
  ask: z.strictObject({
    /** A part of the address or the subject. */
    search: z.string().max(200).default(''),
    limit: z.number().int().min(1).max(500).default(100),
  }),
  answer: z.strictObject({
    /** Null: no mail server is set, so mails wait. */
    from: z.string().nullable(),
    items: z
      .array(
        z.strictObject({
          messageId: z.string(),
          recipient: z.string(),
          subject: z.string(),
          body: z.string(),
          sentAt: moment.nullable(),
          nextTryAt: moment.nullable(),
          /** It was tried for the last time; null: it is on its way, or there. */
          givenUpAt: moment.nullable(),
          attempts: z.int(),
          error: z.string().nullable(),
        }),
      )
      .readonly(),
  }),
  act: async ({ engine, tx }, { search, limit }) => ({
    from: engine.config.mail?.from ?? null,
    items: await listLetters(tx, search.trim(), limit),
  }),
})
