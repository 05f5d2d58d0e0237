import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Side } from '../../src/core/value.ts'
import { listen } from '../../src/web/listen.ts'
import { type Amounts, vendorRows } from './vendor-rows.ts'

/** Both vendors of a benchmark, in a process of their own so that they take nothing from what is measured. */
export interface VendorWork {
  readonly amounts: Amounts
  /** How long each call takes, in ms. */
  readonly callMs: number
  /** Calls by `pm write`, in a rolling window; one too many locks out for as long. */
  readonly writesAllowed?: { readonly calls: number; readonly perMs: number } | undefined
}

const { amounts, callMs, writesAllowed }: VendorWork = JSON.parse(process.argv[2] ?? '')
process.on('disconnect', () => process.exit())
const vendors = { crm: vendorRows('crm', amounts), pm: vendorRows('pm', amounts) }
let calls: Record<string, number> = {}

const writes: number[] = []
let lockedUntil = 0
let refused = 0

/** When each write came since the first, and how many were refused. */
const writesSeen = () => ({ at: writes.map(at => at - (writes[0] ?? 0)), refused })

function isAllowed(): boolean {
  if (!writesAllowed) return true
  const { calls, perMs } = writesAllowed
  const now = performance.now()
  const isFull = writes.length >= calls && now - (writes.at(-calls) ?? 0) < perMs
  if (isFull) lockedUntil = now + perMs
  if (now < lockedUntil) refused += 1
  else writes.push(now)
  return now >= lockedUntil
}

/** `/crm/fetch` and the like; `/crm/edit` is a person at the vendor's own screen, and `/calls` what was called since. */
function answer(path: string, body: string): unknown {
  const [side, verb] = path.slice(1).split('/') as [Side, string]
  const asked = JSON.parse(body || '{}')
  if (path === '/writes') return writesSeen()
  if (path === '/calls') {
    const counted = calls
    calls = {}
    return counted
  }
  const vendor = vendors[side]
  if (verb === 'edit') return asked.ids.map((id: string) => vendor.put(asked.entity, id, asked.fields)).length
  calls[`${side} ${verb}`] = (calls[`${side} ${verb}`] ?? 0) + 1
  if (verb === 'pull') return vendor.pull(asked)
  return verb === 'fetch' ? vendor.fetch(asked.entity, asked.ids) : vendor.write(asked.entity, asked.writes)
}

const server = await listen(
  async (request, response) => {
    const given = await text(request)
    if (callMs > 0) await sleep(callMs)
    if (request.url === '/pm/write' && !isAllowed()) return void response.writeHead(429).end('{}')
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer(request.url ?? '', given)))
  },
  0,
  '127.0.0.1',
)
process.send?.(server.url)
