import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MailSink, startMailSink } from '../../src/cli/demo/mail-sink.ts'
import { exportJournal } from '../../src/engine/export-journal.ts'
import { openMailer } from '../../src/engine/mailer.ts'
import { mappingPause } from '../../src/engine/verbs/mapping-pause.ts'
import { mappingResume } from '../../src/engine/verbs/mapping-resume.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { postLetters } from '../../src/store/outbox.ts'
import { webApp } from '../../src/web/app.ts'
import { type Listening, listen } from '../../src/web/listen.ts'
import { consoleAsker } from '../support/console-asker.ts'
import { put } from '../support/pocket.ts'
import { pocketEngine, pocketMapping } from '../support/pocket-engine.ts'
import { pocketTasks } from '../support/pocket-tasks.ts'

const hostile: readonly (readonly [string, string])[] = [
  ['markup', `"><script>alert(1)</script><img src=x onerror=alert(2)>`],
  ['markup that is escaped already', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  ['a formula', '=HYPERLINK("http://evil.example.test";"look")'],
  ['another formula', '@SUM(1+1)*cmd|" /C calc"!A0'],
  ['marks that turn the direction', 'invoice\u202egpj.exe \u200f\u2066x\u2069'],
  ['letters nobody sees', 'Zy\u200blk\u00ader\ufeff'],
  ['line ends and a header', 'Roll-out\r\nBcc: evil@example.test\r\n\r\nsay this'],
  ['a template', '{{constructor.constructor("return 1")()}} #{7*7} <%= 7*7 %>'],
  ['a statement', `'); drop table baton.link; --`],
  ['a long word', 'x'.repeat(1_000_000)],
  ['emoji and more planes', '👩‍🚀 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ﷽'],
]

const pockets = await pocketEngine(pocketMapping())
const { engine, pool, crm, pm, settle } = pockets
const { linked, edit, look, titles } = pocketTasks(pockets)
let web: Listening
let sink: MailSink
const ask = consoleAsker(pockets, () => web.url)

beforeAll(async () => {
  put(crm, 'deal', 'd', { title: 'Deal' })
  put(pm, 'project', 'p', { name: 'Deal' })
  web = await listen(webApp(engine), 0, '127.0.0.1')
  sink = await startMailSink()
  await settle()
})
afterAll(async () => {
  await web.close()
  await sink.close()
})

/** What arrives of one letter. */
async function delivered(recipient: string, subject: string) {
  const config = { ...engine.config, mail: { url: sink.url, from: 'baton@example.test' } }
  const mailer = openMailer({ ...engine, config })
  const before = sink.received().length
  const messageId = `<${crypto.randomUUID()}@baton>`
  await postLetters(pool, [{ messageId, recipient, subject, body: subject }])
  await mailer.deliver()
  mailer.close()
  return sink.received().slice(before)
}

describe.each(hostile)('%s as the title of a task', (_, title) => {
  test('goes across and back unharmed', async () => {
    const id = await linked()
    edit('crm', id, { title })
    await look(id)
    expect(titles(id)).toEqual([title, title])
    edit('pm', id, { title: `${title}!` })
    await look(id)
    expect(titles(id)).toEqual([`${title}!`, `${title}!`])
  })

  test('is text on every page that shows it, and no page breaks', async () => {
    const { text, status } = await ask('/tasks', { as: 'viewer' })
    const { text: journal } = await ask('/journal', { as: 'viewer' })
    expect(status).toBe(200)
    for (const page of [text, journal]) {
      expect(page).not.toMatch(/<script>alert|<img src=x/)
      expect(page).toContain('</html>')
    }
  })
})

describe.each(hostile)('%s, written down and told', (_, title) => {
  test('is one line of the journal as a file', async () => {
    const lines = await Array.fromAsync(exportJournal(engine, operator(), {}, 'jsonl'))
    expect(
      lines
        .map(line => JSON.parse(line))
        .some(row => JSON.stringify(row).includes(JSON.stringify(title).slice(1, -1))),
    ).toBe(true)
  })

  test('is the subject of one mail to one person, and no header', async () => {
    const mails = await delivered('ada@example.test', title)
    const [mail, ...more] = mails
    expect([mail?.to, more]).toEqual(['ada@example.test', []])
    expect(mail?.subject.replace(/\s+/g, '')).toBe(title.replace(/\s+/g, ''))
  })
})

/** The cells of a table as a spreadsheet reads them (RFC 4180). */
function cellsOf(csv: string): string[][] {
  const cell = /(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n|$)/y
  const rows: string[][] = [[]]
  for (let found = cell.exec(csv); found; found = cell.exec(csv)) {
    const [, quoted, plain = '', end] = found
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === '' || cell.lastIndex >= csv.length) break
    if (end === '\n') rows.push([])
  }
  return rows
}

test('of all that the journal tells as a table, nothing is a formula, and every entry is one row', async () => {
  const csv = (await Array.fromAsync(exportJournal(engine, operator(), {}, 'csv'))).join('\n')
  const lines = await Array.fromAsync(exportJournal(engine, operator(), {}, 'jsonl'))
  const rows = cellsOf(csv)
  expect([...new Set(rows.map(row => row.length))]).toEqual([9])
  expect(rows.slice(1).map(row => JSON.parse(row.at(-1) ?? ''))).toEqual(
    lines.map(line => JSON.parse(line).data),
  )
  expect(rows.flat().filter(one => /^[=+\-@\t\r]/.test(one))).toEqual([])
  expect(csv).toContain('HYPERLINK')
})

test.each(['=1+1', '+1', '-1', '@x', '\t=1'])(
  '%s as the name of whoever asked is no formula in a table',
  async by => {
    await perform(engine, mappingPause, operator(by), { mapping: 'pockets' })
    await perform(engine, mappingResume, operator(by), { mapping: 'pockets' })
    const csv = (await Array.fromAsync(exportJournal(engine, operator(), {}, 'csv'))).join('\n')
    expect(csv).toContain(`,'${by},`)
    expect(csv).not.toContain(`,${by},`)
  },
)

test('two addresses in the place of one are not both written to', async () => {
  const mails = await delivered('ada@example.test, evil@example.test', 'Hello')
  const reached = mails.map(({ to }) => to)
  expect(reached.join()).not.toMatch(/^evil|, ?evil@/)
})
