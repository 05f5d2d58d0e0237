import { createTransport, type Transporter } from 'nodemailer'
import { type MailTrouble, mailGivenUp, triedForSeconds } from '../core/undelivered.ts'
import { inTransaction } from '../store/database.ts'
import {
  holdLetter,
  type Letter,
  letterFailed,
  letterSent,
  postLetters,
  takeLetter,
} from '../store/outbox.ts'
import type { Engine } from './engine.ts'
import { redactor } from './redacting.ts'
import { toAdmins } from './stopping.ts'
import { whileHeld } from './while-held.ts'

export interface Mailer {
  /** Hands over what is due; answers how many letters that were. */
  deliver(): Promise<number>
  /** What is just being handed over is left; the same mail goes out again, under the same id. */
  close(): void
}

/** Letters of one round. */
const most = 10
/** A server that is silent for longer gets the mail another time. */
const waits = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 60_000 }

/** After a crash a mail may be handed over twice, never with two ids. */
export function openMailer(engine: Engine): Mailer {
  const { mail } = engine.config
  if (mail === null) return { deliver: () => Promise.resolve(0), close: () => {} }
  const transport = createTransport({ url: mail.url, ...waits })
  const closing = new AbortController()
  const post = { engine, transport, from: mail.from, signal: closing.signal, hides: hider(mail.url) }
  return {
    deliver: async () => {
      let count = 0
      for (; count < most && !closing.signal.aborted; count++) if (!(await deliverOne(post))) break
      return count
    },
    close: () => {
      closing.abort()
      transport.close()
    },
  }
}

interface Post {
  readonly engine: Engine
  readonly transport: Transporter
  readonly from: string
  readonly signal: AbortSignal
  /** Without what the server is signed in to with. */
  readonly hides: (words: string) => string
}

function hider(url: string): (words: string) => string {
  const { password } = new URL(url)
  return redactor(password === '' ? [] : [password, decodeURIComponent(password)])
}

/** Held for as long as handing it over takes; whoever is killed meanwhile leaves it due when the lease ends. */
async function deliverOne(post: Post): Promise<boolean> {
  const { pool, config } = post.engine
  const letter = await takeLetter(pool, config.leaseSeconds)
  if (!letter) return false
  const hold = () => holdLetter(pool, letter.messageId, config.leaseSeconds)
  await whileHeld(post.engine, hold, () => handOver(post, letter))
  return true
}

async function handOver(post: Post, letter: Letter): Promise<void> {
  const { engine, transport, from, signal } = post
  try {
    await transport.sendMail({
      from,
      // One address, whatever a vendor says that somebody's is: a comma in it makes no second one.
      to: { name: '', address: letter.recipient },
      subject: letter.subject,
      text: letter.body,
      messageId: letter.messageId,
      headers: { 'Auto-Submitted': 'auto-generated' },
      signal,
    })
  } catch (error) {
    return signal.aborted ? holdLetter(engine.pool, letter.messageId, 0) : notTaken(post, letter, error)
  }
  await letterSent(engine.pool, letter.messageId)
}

/** Whoever it was for is not told then, so the admins are. */
async function notTaken({ engine, hides }: Post, letter: Letter, error: unknown): Promise<void> {
  const why = hides(error instanceof Error ? error.message : String(error))
  engine.log.warn({ why }, 'a mail could not be handed over')
  await inTransaction(engine.pool, async tx => {
    const isOver = await letterFailed(tx, letter.messageId, why, triedForSeconds[troubleIn(error)])
    if (!isOver || letter.recipient === engine.config.adminEmail) return
    const episode = `${letter.messageId.replace(/^<|@.*$/g, '')}.undelivered`
    await postLetters(tx, [toAdmins(engine, mailGivenUp(letter, why), episode)])
  })
}

/** By what nodemailer calls it: a word against the addresses or the text, which is for good unless a code below 500 says otherwise. */
function troubleIn(error: unknown): MailTrouble {
  const { code, responseCode } = Object(error) as { readonly code?: unknown; readonly responseCode?: unknown }
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE'
  return isAboutMail && !(typeof responseCode === 'number' && responseCode < 500) ? 'refused' : 'not-taken'
}
