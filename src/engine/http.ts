import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { LookupFunction } from 'node:net'
import axios, { type AxiosInstance } from 'axios'
import type { VendorRequest, VendorResponse } from '../spi/index.ts'
import { VendorError } from '../spi/index.ts'
import type { Whereabouts } from './addresses.ts'
import { cutShort } from './ending.ts'
import { checkLiteral, guardedLookup, WrongAddress } from './guarded-lookup.ts'
import type { Route } from './hosts.ts'

/** One client for each kind of place, so that a connection to one is never used for another. */
export type VendorClient = Readonly<Record<Whereabouts, AxiosInstance>>

/**
 * Clients that follow no redirect, trust no status and never throw for one. `lookup`: who is asked for addresses; `ending`: no
 * call is made, or waited for, any more.
 */
export function httpClient(timeoutMs: number, lookup?: LookupFunction, ending?: AbortSignal): VendorClient {
  const to = (where: Whereabouts) => clientTo(timeoutMs, guardedLookup(where, lookup), ending)
  return { public: to('public'), own: to('own'), anywhere: to('anywhere') }
}

/**
 * An idle connection is let go before the vendor lets it go: a write on one that is just being closed may have been made or
 * not. A shorter time that the vendor tells (`Keep-Alive: timeout=5`) counts, and does so only where there is one of ours.
 */
const idleMs = 10_000

function clientTo(timeoutMs: number, lookup: LookupFunction, ending?: AbortSignal): AxiosInstance {
  return axios.create({
    timeout: timeoutMs,
    ...(ending ? { signal: ending } : {}),
    maxRedirects: 0,
    validateStatus: () => true,
    responseType: 'text',
    transformRequest: (body: unknown) => body,
    transformResponse: (body: unknown) => body,
    proxy: false,
    maxContentLength: 64 * 1024 * 1024,
    httpAgent: new HttpAgent({ keepAlive: true, timeout: idleMs, lookup }),
    httpsAgent: new HttpsAgent({ keepAlive: true, timeout: idleMs, lookup }),
  })
}

/** Sends one request. No answer at all becomes a `VendorError` that says so. */
export async function exchange(
  client: VendorClient,
  request: VendorRequest,
  route: Route,
  headers: Readonly<Record<string, string>>,
): Promise<VendorResponse> {
  try {
    checkLiteral(route.where, new URL(route.url).hostname)
    const answer = await client[route.where].request({
      method: request.method,
      url: route.url,
      params: request.query ?? {},
      data: bodyOf(request) ?? '',
      headers: {
        accept: 'application/json',
        ...contentType(request),
        ...request.headers,
        ...headers,
        ...standIn(route),
      },
    })
    return { status: answer.status, headers: flat(answer.headers), body: parsed(answer.data) }
  } catch (error) {
    throw notAnswered(error)
  }
}

function bodyOf(request: VendorRequest): string | undefined {
  if (request.json !== undefined) return JSON.stringify(request.json)
  return request.form ? new URLSearchParams(request.form).toString() : undefined
}

function contentType(request: VendorRequest): Record<string, string> {
  if (request.json !== undefined) return { 'content-type': 'application/json' }
  return request.form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}
}

/** A stand-in server learns which of the vendor's hosts was meant. */
function standIn(route: Route): Record<string, string> {
  return route.instead === null ? {} : { 'x-forwarded-host': route.instead }
}

function flat(headers: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
}

function parsed(text: unknown): unknown {
  if (typeof text !== 'string' || text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function notAnswered(error: unknown): VendorError {
  if (axios.isCancel(error)) return cutShort()
  const wrong = [error, axios.isAxiosError(error) ? error.cause : null].find(
    one => one instanceof WrongAddress,
  )
  if (wrong)
    return new VendorError(
      { kind: 'unavailable', message: wrong.message, code: 'baton/wrong-address' },
      null,
      false,
    )
  const code = axios.isAxiosError(error) ? (error.code ?? 'no answer') : 'no answer'
  const refused = code === 'ECONNREFUSED' || code === 'ENOTFOUND'
  return new VendorError(
    { kind: 'unavailable', message: `The vendor did not answer (${code}).`, code },
    null,
    !refused,
  )
}
