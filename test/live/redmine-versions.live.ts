import { expect, test } from 'vitest'
import redmine from '../../connectors/redmine/index.ts'
import { make, mark } from '../conformance/bench.ts'
import { call } from './call.ts'
import { liveBench } from './live-bench.ts'
import { liveServer } from './servers.ts'

const named = liveServer(redmine, process.env)
const skipped = named.is === 'missing' ? named.why : ''

interface Made {
  readonly version: { readonly id: number }
}

test.skipIf(named.is === 'missing')(
  `Redmine: a version is read within its project, and by its id ${skipped}`,
  async () => {
    if (named.is === 'missing') return
    const { server } = named
    const ground = await (await liveBench(redmine, server)).open()
    const client = await make(ground, 'client', { name: mark() })
    const project = await make(ground, 'project', { name: mark(), client: client.id })
    const url = server.settings.url ?? ''
    const address = server.rewrites.get(new URL(url).host) ?? url
    const headers = { 'x-redmine-api-key': server.credentials.key ?? '' }
    const version = { name: 'Go-live', due_date: '2027-01-31' }
    const place = `${address}/projects/${project.id}/versions.json`
    const { version: made } = (await call(place, headers, 'POST', { version })) as Made
    const ask = { entity: 'version', since: null, cursor: null, within: project.id }
    const { rows } = await redmine.pull(ground.session, ask)
    const fields = { name: 'Go-live', dueDate: '2027-01-31', status: 'open', project: project.id }
    expect(rows.map(row => [row.id, row.fields])).toEqual([[String(made.id), fields]])
    expect(await redmine.fetch(ground.session, 'version', [String(made.id), '999999999'])).toEqual(rows)
  },
)
