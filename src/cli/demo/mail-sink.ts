import { simpleParser } from 'mailparser'
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
    onData: async (stream, _session, accepted) => {
      const mail = await simpleParser(stream)
      const to = Array.isArray(mail.to) ? mail.to.map(one => one.text).join(', ') : (mail.to?.text ?? '')
      mails.push({ messageId: mail.messageId ?? '', to, subject: mail.subject ?? '', text: mail.text ?? '' })
      accepted()
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
