import { createTransport, type Transporter } from 'nodemailer'
import { type Letter, letterFailed, letterSent, takeLetters } from '../store/outbox.ts'
import type { Engine } from './engine.ts'

export interface Mailer {
  /** Hands over what is due; answers how many letters that were. */
  deliver(): Promise<number>
  close(): void
}

/** After a crash a mail may be handed over twice, never with two ids. */
export function openMailer(engine: Engine): Mailer {
  const { mail } = engine.config
  if (mail === null) return { deliver: () => Promise.resolve(0), close: () => {} }
  const transport = createTransport(mail.url)
  return {
    deliver: async () => {
      const letters = await takeLetters(engine.pool)
      for (const letter of letters) await handOver(engine, transport, mail.from, letter)
      return letters.length
    },
    close: () => transport.close(),
  }
}

async function handOver(engine: Engine, transport: Transporter, from: string, letter: Letter): Promise<void> {
  try {
    await transport.sendMail({
      from,
      // One address, whatever a vendor says that somebody's is: a comma in it makes no second one.
      to: { name: '', address: letter.recipient },
      subject: letter.subject,
      text: letter.body,
      messageId: letter.messageId,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    await letterSent(engine.pool, letter.messageId)
  } catch (error) {
    engine.log.warn({ err: error }, 'a mail could not be handed over')
    await letterFailed(engine.pool, letter.messageId, error instanceof Error ? error.message : String(error))
  }
}
