import { spoiled, type WireRequest, type WireResponse } from '#spi'
import { bare, noRoute, Refusal, refused } from './answer.ts'
import type { Call } from './call.ts'
import { insteadOf } from './faults.ts'
import { listRecords } from './list.ts'
import { postsOf } from './posts.ts'
import { createRecord, deleteRecord, readRecord, updateRecord } from './record-calls.ts'
import { appUser, metadata } from './site-calls.ts'
import { streamOf } from './stream.ts'
import * as hooks from './webhook-calls.ts'
import { apiKey, apiUserId, nowOf, type World } from './world.ts'

export const host = 'crm.example.test'

type Answerer = (call: Call) => WireResponse

/** The routes that are imitated; `:type` is any type that the sandbox keeps records of. */
const routes: Readonly<Record<string, Answerer>> = {
  'GET App/user': appUser,
  'GET Metadata': metadata,
  'GET Webhook': hooks.listWebhooks,
  'POST Webhook': hooks.createWebhook,
  'GET Webhook/:id': hooks.readWebhook,
  'PUT Webhook/:id': hooks.updateWebhook,
  'PATCH Webhook/:id': hooks.updateWebhook,
  'DELETE Webhook/:id': hooks.deleteWebhook,
  'GET :type': listRecords,
  'POST :type': createRecord,
  'GET :type/:id': readRecord,
  'PUT :type/:id': updateRecord,
  'PATCH :type/:id': updateRecord,
  'DELETE :type/:id': deleteRecord,
  'GET :type/:id/stream': call => {
    readRecord(call)
    return streamOf(call)
  },
  'GET :type/:id/posts': call => {
    readRecord(call)
    return postsOf(call)
  },
}

export async function serve(world: World, request: WireRequest): Promise<WireResponse | null> {
  const url = new URL(request.url)
  if (url.host !== host) throw new Error(`"${url.host}" is no host of this sandbox: ${host}`)
  const fault = world.badDays.take(request)
  const instead = insteadOf(world, fault)
  const response = instead ?? answer(world, request, url)
  const path = url.pathname
  const pattern = path.replace(/\/[0-9a-f]{17}(?=\/|$)/g, '/{id}')
  const at = new Date(nowOf(world)).toISOString()
  world.calls.push({ at, method: request.method, pattern, path, status: response.status })
  return instead ?? spoiled(fault, response, world.switches.amount('slow-ms'))
}

function answer(world: World, request: WireRequest, url: URL): WireResponse {
  const path = /^\/api\/v1\/(.*?)\/?$/.exec(url.pathname)?.[1]
  if (path === undefined) return noRoute()
  if (request.headers['x-api-key'] !== apiKey) return bare(401)
  try {
    return route(world, request, url, path)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.status === 500 ? bare(500) : refused(error)
  }
}

function route(world: World, request: WireRequest, url: URL, path: string): WireResponse {
  const [type = '', id = '', part, ...rest] = path.split('/').map(decodeURIComponent)
  const actor = { by: 'api:baton', userId: apiUserId, api: true }
  const call: Call = { world, request, query: url.searchParams, actor, type, id }
  const shape = `${id === '' ? '' : '/:id'}${part === undefined ? '' : `/${part}`}`
  const own = routes[`${request.method} ${type}${shape}`] ?? routes[`${request.method} ${path}`]
  const found = own ?? (world.fields.has(type) ? routes[`${request.method} :type${shape}`] : undefined)
  if (!found && id === '') throw new Refusal(404, `Controller '${type}' does not exist.`)
  return !found || rest.length > 0 ? noRoute() : found(call)
}
