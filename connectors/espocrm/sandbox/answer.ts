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

export function invalid(field: string, type: string): Refusal {
  const messageTranslation = { label: 'validationFailure', scope: null, data: { field, type } }
  return new Refusal(400, '', { messageTranslation })
}

export function noSuchTarget(foreignEntityType: string): Refusal {
  const messageTranslation = { label: 'cannotRelateNonExisting', scope: null, data: { foreignEntityType } }
  return new Refusal(403, '', { messageTranslation })
}
