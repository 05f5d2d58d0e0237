import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { postLetters } from '../../store/outbox.ts'
import { toAdmins } from '../stopping.ts'
import { defineVerb } from './verb.ts'

/** A mail to whoever asks, to see that mails arrive. */
export const mailTest = defineVerb({
  name: 'mail.test',
  title: 'Send a test mail',
  roles: ['admin'],
  changes: true,
  ask: z.strictObject({ to: z.email().max(320) }),
  answer: z.strictObject({ messageId: z.string() }),
  async act({ engine, tx, actor }, { to }) {
    const notice = {
      subject: 'Baton: a test mail',
      body: `${actor.name} asked for this mail, to see that mails from Baton arrive. They do.\n`,
    }
    const letter = { ...toAdmins(engine, notice, `${randomUUID()}.test`), recipient: to }
    await postLetters(tx, [letter])
    return { messageId: letter.messageId }
  },
})
