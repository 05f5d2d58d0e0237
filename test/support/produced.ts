import type { Stage } from '../../src/cli/demo/stage.ts'
import { exportJournal } from '../../src/engine/export-journal.ts'
import { tokensCreate } from '../../src/engine/verbs/tokens-create.ts'
import { operator, perform } from '../../src/engine/verbs/verb.ts'
import { pages } from '../../src/web/console/pages/index.ts'
import { consoleAsker } from './console-asker.ts'
import { dumpTables } from './dump.ts'

export interface Produced {
  /** Everything that somebody may read of a run: by what it is, as one text. */
  readonly texts: Readonly<Record<string, string>>
  /** What it was read with. */
  readonly keys: readonly string[]
}

export async function produced(stage: Stage): Promise<Produced> {
  const { engine, url } = stage
  const { token } = await perform(engine, tokensCreate, operator(), { name: 'reader', role: 'admin' })
  const asked = async (path: string) =>
    (await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } })).text()
  const console = consoleAsker({ engine }, () => url)
  const pages = await allPages(console)
  const texts = {
    pages,
    'what cannot be done': await refusals(stage, token),
    logs: stage.web.log() + stage.worker.log(),
    mails: JSON.stringify(stage.mail.received()),
    tables: JSON.stringify(await dumpTables(engine.pool)),
    'journal as CSV': await exported(stage, 'csv'),
    'journal as lines': await exported(stage, 'jsonl'),
    metrics: await asked('/metrics'),
    connections: await asked('/api/v1/connections/list'),
    'description of the API': await asked('/api/openapi.json'),
  }
  return { texts, keys: [token, ...console.sessions.values()] }
}

/** What somebody hears who connects with secrets in the wrong places. */
async function refusals({ url, accounts, hookSecret }: Stage, token: string): Promise<string> {
  const credentials = { ...accounts.crm.credentials, ...accounts.pm.credentials }
  const wrong = [
    { name: 'x', connector: 'nobodys', settings: {}, credentials, hookSecret },
    { name: 'x', connector: accounts.crm.connector, settings: credentials, credentials },
    {
      name: 'x',
      connector: accounts.crm.connector,
      settings: {},
      credentials: { ...credentials, key: hookSecret },
    },
    { ...credentials, hookSecret },
  ]
  const answers = wrong.map(async body => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const asked = { method: 'POST', headers, body: JSON.stringify(body) }
    const response = await fetch(`${url}/api/v1/connections/connect`, asked)
    if (response.ok) throw new Error('That should not have been done.')
    return response.text()
  })
  return (await Promise.all(answers)).join('\n')
}

async function exported({ engine }: Stage, format: 'csv' | 'jsonl'): Promise<string> {
  return (await Array.fromAsync(exportJournal(engine, operator(), {}, format))).join('\n')
}

/** Every page that needs nothing but its address. */
async function allPages(ask: ReturnType<typeof consoleAsker>): Promise<string> {
  const whole = pages.map(({ path }) => path).filter(path => !path.includes(':'))
  const shown: string[] = []
  for (const path of [...whole, '/connections/crm']) shown.push((await ask(path, { as: 'admin' })).text)
  return shown.join('\n')
}

/** Every value that nobody may read there: what the run was signed in with, and what it was given meanwhile. */
export async function secretsOfRun({
  engine,
  accounts,
  variables,
  hookSecret,
}: Stage): Promise<readonly string[]> {
  const sealed = await engine.pool.query<{ text: string }>(
    `select credentials as text from connection union select hook_secret from connection union select token from access_token`,
  )
  const opened = await Promise.all(sealed.rows.map(({ text }) => engine.vault.open<unknown>(text)))
  const given = [accounts.crm.credentials, accounts.pm.credentials, ...opened]
  const named = given.flatMap(one =>
    typeof one === 'object' && one !== null ? Object.entries(one) : [['', one]],
  )
  const secret = named
    .filter(([name]) => name !== 'clientId' && name !== 'user')
    .map(([, value]) => String(value))
  return [...new Set([...secret, hookSecret, variables.BATON_SECRET ?? ''])].filter(one => one !== '')
}
