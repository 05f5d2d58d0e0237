import { once } from 'node:events'
import { connect } from 'node:net'
import { createTransport } from 'nodemailer'
import { expect, test } from 'vitest'
import { startMailSink } from '../../src/cli/demo/mail-sink.ts'

test('a mail whose sender dies in the middle of it is none, and the next one is taken', async () => {
  const sink = await startMailSink()
  const dying = connect(Number(new URL(sink.url).port), '127.0.0.1')
  for (const line of ['EHLO dying', 'MAIL FROM:<a@example.test>', 'RCPT TO:<b@example.test>', 'DATA']) {
    await once(dying, 'data')
    dying.write(`${line}\r\n`)
  }
  await once(dying, 'data')
  dying.write('Subject: half a ')
  await new Promise<void>(done => dying.end('mail', done))
  dying.destroy()
  const transport = createTransport(sink.url)
  await transport.sendMail({
    from: 'a@example.test',
    to: 'b@example.test',
    subject: 'A whole one',
    text: 'Yes.',
  })
  expect(sink.received().map(mail => mail.subject)).toEqual(['A whole one'])
  transport.close()
  await sink.close()
})
