import type { Side } from '../../src/core/value.ts'
import type { Connector, Limit, Page, PullAsk, Row, Write, WriteResult } from '../../src/spi/index.ts'
import { connector, entity, field } from '../support/mapping-connectors.ts'

/** How many rows of each kind both vendors hold; a row's number says which it belongs to. */
export interface Amounts {
  readonly accounts: number
  readonly deals: number
  readonly tasks: number
}

const title = field('text', { required: true })
const company = { name: title, website: field('text'), phone: field('text'), city: field('text') }
const task = { title, note: field('text'), due: field('date') }

/** What the two vendors know. Rows are made from their number, so that a million of them take no memory. */
export const shapes = {
  crm: {
    account: entity(company),
    deal: entity({ name: title, account: field('ref', { entity: 'account' }) }),
    task: entity({ ...task, deal: field('ref', { entity: 'deal' }) }),
  },
  pm: {
    client: entity(company),
    project: entity({ name: title, client: field('ref', { entity: 'client' }) }),
    task: entity({ ...task, project: field('ref', { entity: 'project', required: true }) }),
  },
} as const

export const pageSize = 100
const kinds = {
  account: 'accounts',
  client: 'accounts',
  deal: 'deals',
  project: 'deals',
  task: 'tasks',
} as const
type Kind = keyof typeof kinds

/** Rows as a vendor holds them, with what was changed since. */
export function vendorRows(side: Side, amounts: Amounts) {
  const changed = new Map<string, Row>()
  const row = (kind: Kind, id: string): Row[] => {
    const number = Number(id)
    if (!(number >= 1 && number <= amounts[kinds[kind]])) return []
    return [changed.get(`${kind} ${id}`) ?? asItWas(side, kind, number, amounts)]
  }
  const put = (kind: Kind, id: string, fields: Row['fields']): Row | null => {
    const [before] = row(kind, id)
    if (!before) return null
    const after = {
      ...before,
      version: String(Number(before.version) + 1),
      fields: { ...before.fields, ...fields },
    }
    changed.set(`${kind} ${id}`, after)
    return after
  }
  return {
    put,
    fetch: (kind: Kind, ids: readonly string[]): Row[] => ids.flatMap(id => row(kind, id)),
    write: (kind: Kind, writes: readonly Write[]): WriteResult[] =>
      writes.map(write => written(kind, write, put)),
    pull: ({ entity, cursor }: PullAsk): Page => {
      const from = Number(cursor ?? 1)
      const ids = Array.from({ length: pageSize }, (_, at) => String(from + at))
      const next = from + pageSize > amounts[kinds[entity as Kind]] ? null : String(from + pageSize)
      return { rows: ids.flatMap(id => row(entity as Kind, id)), gone: [], next }
    },
  }
}

function written(
  kind: Kind,
  write: Write,
  put: (kind: Kind, id: string, fields: Row['fields']) => Row | null,
): WriteResult {
  if (write.op === 'update') return { ok: true, row: put(kind, write.id, write.fields) }
  return {
    ok: false,
    unanswered: false,
    failure: { kind: 'rejected', message: 'Only updates are made here.' },
  }
}

function asItWas(side: Side, kind: Kind, number: number, amounts: Amounts): Row {
  const parent = (most: number) => String(1 + ((number - 1) % most))
  const fields = {
    accounts: { name: `Company ${number}` },
    deals: {
      name: `Project ${number}`,
      [side === 'crm' ? 'account' : 'client']: parent(amounts.accounts),
    },
    tasks: {
      title: `Task ${number}`,
      note: 'As it was.',
      due: '2026-06-01',
      [side === 'crm' ? 'deal' : 'project']: parent(amounts.deals),
    },
  }[kinds[kind]]
  return { id: String(number), version: '1', changedAt: null, changedBy: null, fields }
}

export const hosts = { crm: 'crm.bench.test', pm: 'pm.bench.test' } as const
export const hookSecret = 'a secret of the benches'

/** The connector of such a vendor; everything goes over HTTP. `bulk`: writes in one call; a call's class is its verb. */
export function benchConnector(
  side: Side,
  bulk: number,
  hears: (verb: string) => void = () => {},
  limits: readonly Limit[] = [],
): Connector {
  const url = (verb: string) => `https://${hosts[side]}/${side}/${verb}`
  const shaped = Object.entries(shapes[side]).map(([name, one]) => [name, { ...one, bulk }])
  const verb =
    <T>(name: string) =>
    async (session: Parameters<Connector['pull']>[0], json: unknown): Promise<T> => {
      hears(name)
      return (await session.send({ method: 'POST', url: url(name), limit: name, json })).body as T
    }
  const [pull, fetch, write] = [verb<Page>('pull'), verb<Row[]>('fetch'), verb<WriteResult[]>('write')]
  return {
    ...connector(side, `bench-${side}`, Object.fromEntries(shaped)),
    auth: { kind: 'key', headers: key => ({ authorization: key }) },
    hosts: () => [hosts[side]],
    limits: () => limits,
    classify: ({ status }) =>
      status === 429 ? { kind: 'throttled', message: 'too many' } : { kind: 'unexpected', message: '' },
    webhooks: {
      verify: ({ headers }, secret) => headers['x-secret'] === secret,
      parse: ({ body }) => JSON.parse(new TextDecoder().decode(body)),
    },
    pull: (session, ask) => pull(session, ask),
    fetch: (session, entity, ids) => fetch(session, { entity, ids }),
    find: async () => null,
    write: (session, entity, writes) => write(session, { entity, writes }),
  }
}
