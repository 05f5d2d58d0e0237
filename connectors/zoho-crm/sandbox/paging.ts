import { createHash } from 'node:crypto'
import { invalid, Refusal } from './answer.ts'
import { type Call, query, wholeQuery } from './call.ts'
import { inZone, moment } from './moment.ts'
import type { PageToken } from './world.ts'

/** As far as `page` reaches; a `page_token` reaches further. */
const byNumber = 2_000
const tokenLife = 24 * 3_600_000

export interface Asked {
  readonly offset: number
  readonly perPage: number
  readonly sortBy: string
  readonly sortOrder: 'asc' | 'desc'
}

export function askedPage(call: Call): Asked {
  const perPage = wholeQuery(call, 'per_page', 200, 200)
  const sortOrder = query(call, 'sort_order') ?? 'desc'
  if (sortOrder !== 'asc' && sortOrder !== 'desc')
    throw invalid({ param_name: 'sort_order', supported_values: ['asc', 'desc'] })
  const sortBy = query(call, 'sort_by') ?? 'id'
  refuseBoth(call, 'cvid', 'sort_by')
  refuseBoth(call, 'page', 'page_token')
  if (query(call, 'cvid') !== null) throw invalid({ param_name: 'cvid' })
  return { offset: offset(call, perPage), perPage, sortBy, sortOrder }
}

function refuseBoth(call: Call, one: string, other: string): void {
  if (query(call, one) === null || query(call, other) === null) return
  const details = { ambiguity_due_to: [{ param_name: one }, { param_name: other }] }
  throw new Refusal(400, 'AMBIGUITY_DURING_PROCESSING', 'ambiguity while processing the request', details)
}

function offset(call: Call, perPage: number): number {
  const token = query(call, 'page_token')
  if (token !== null) return tokenOffset(call, token)
  const start = (wholeQuery(call, 'page', 1, Number.MAX_SAFE_INTEGER) - 1) * perPage
  if (start < byNumber) return start
  const message = 'discrete pagination limit exceeded; use page_token'
  throw new Refusal(400, 'DISCRETE_PAGINATION_LIMIT_EXCEEDED', message, { param_name: 'page' })
}

function tokenOffset(call: Call, text: string): number {
  const token = call.world.pageTokens.get(text)
  if (!token) throw invalid({ param_name: 'page_token' })
  if (token.expiresAt <= call.world.now())
    throw new Refusal(400, 'EXPIRED_VALUE', 'the page token is expired', { param_name: 'page_token' })
  if (token.userId !== call.user.id || token.bound !== bound(call))
    throw new Refusal(400, 'TOKEN_BOUND_DATA_MISMATCH', 'the page token belongs to another query', {
      param_name: 'page_token',
    })
  const byToken = call.world.switches.amount('page-token-rows')
  if (token.offset < byToken) return token.offset
  throw new Refusal(400, 'PAGINATION_LIMIT_EXCEEDED', 'pagination limit exceeded', { limit: byToken })
}

/** Everything that has to stay as it was for a page token to be taken. */
function bound(call: Call): string {
  // The page of the timeline says that `per_page` and a token do not go together.
  const own = call.url.pathname.endsWith('/__timeline') ? ['per_page'] : []
  const free = ['page', 'page_token', ...own]
  const params = [...call.url.searchParams].filter(([name]) => !free.includes(name))
  return JSON.stringify([call.url.pathname, params.sort(), call.headers['if-modified-since'] ?? null])
}

export function pageInfo(call: Call, asked: Asked, count: number, total: number) {
  const end = asked.offset + count
  const more = end < total
  const previous = Math.max(0, asked.offset - asked.perPage)
  return {
    call: false,
    per_page: asked.perPage,
    next_page_token: more ? issue(call, end) : null,
    count,
    sort_by: asked.sortBy,
    page: Math.floor(asked.offset / asked.perPage) + 1,
    previous_page_token: asked.offset > 0 ? issue(call, previous) : null,
    page_token_expiry: more ? inZone(moment(call.world.now() + tokenLife), call.user.time_zone) : null,
    sort_order: asked.sortOrder,
    email: false,
    more_records: more,
  }
}

function issue(call: Call, at: number): string {
  const expiresAt = call.world.now() + tokenLife
  const token: PageToken = { userId: call.user.id, bound: bound(call), offset: at, expiresAt }
  const text = createHash('sha256').update(JSON.stringify(token)).digest('hex')
  call.world.pageTokens.set(text, token)
  return text
}
