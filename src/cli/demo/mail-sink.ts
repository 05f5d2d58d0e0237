import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  readonly messageId: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface MailSink {
  readonly url: string
  received(): readonly ReceivedMail[]
  close(): Promise<void>
}

/** A real SMTP server on the loopback address that keeps what it is given. */
export async function startMailSink(): Promise<MailSink> {
  const mails: ReceivedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    // A sender that dies in the middle of a mail has sent none.
    onData: (stream, _session, accepted) => {
      simpleParser(stream).then(mail => {
        mails.push(received(mail))
        accepted()
      }, accepted)
    },
  })
  server.on('error', () => {})
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `smtp://127.0.0.1:${port}`,
    received: () => mails,
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}

function received({ messageId = '', to: named, subject = '', text = '' }: ParsedMail): ReceivedMail {
  const to = Array.isArray(named) ? named.map(one => one.text).join(', ') : (named?.text ?? '')
  return { messageId, to, subject, text }
}
