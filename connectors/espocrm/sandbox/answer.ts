import type { WireResponse } from '#spi'

/** What EspoCRM says no with: a status, its reason in a header, and a body that is often empty. */
export class Refusal extends Error {
  readonly status: number
  readonly body: string

  constructor(status: number, reason: string, body: unknown = null) {
    super(reason)
    this.name = 'Refusal'
    this.status = status
    this.body = body === null ? '' : JSON.stringify(body)
  }
}

export function json(body: unknown, status = 200): WireResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

export function refused({ status, message, body }: Refusal): WireResponse {
  const reason: Record<string, string> = message === '' ? {} : { 'x-status-reason': message }
  return { status, headers: { 'content-type': 'application/json', ...reason }, body }
}

/** A wrong key, and a server that broke: no reason is given. */
export function bare(status: number, headers: Readonly<Record<string, string>> = {}): WireResponse {
  return { status, headers: { 'content-type': 'text/html; charset=UTF-8', ...headers }, body: '' }
}

export function invalid(entityType: string, field: string, type: string): Refusal {
  const reason = `Field validation failure; entityType: ${entityType}, field: ${field}, type: ${type}.`
  const messageTranslation = { label: 'validationFailure', scope: null, data: { field, type } }
  return new Refusal(400, reason, { messageTranslation })
}

export function noSuchTarget(entityType: string, link: string, foreignEntityType: string): Refusal {
  const reason = `Can't relate with non-existing record. entity type: ${entityType}, link: ${link}.`
  const messageTranslation = { label: 'cannotRelateNonExisting', scope: null, data: { foreignEntityType } }
  return new Refusal(403, reason, { messageTranslation })
}

/** What the web server says when no route fits. */
export function noRoute(): WireResponse {
  const headers = { 'content-type': 'text/html' }
  return {
    status: 404,
    headers,
    body: '<!doctype html><html lang="en"><body><h1>404 Not Found</h1></body></html>',
  }
}
