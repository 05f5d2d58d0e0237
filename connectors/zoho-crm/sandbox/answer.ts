import type { WireResponse } from '#spi'

export type Details = Readonly<Record<string, unknown>>

/** What Zoho says no with. Thrown inside a batch it becomes one item; outside it becomes the whole answer. */
export class Refusal extends Error {
  readonly http: number
  readonly code: string
  readonly details: Details

  constructor(http: number, code: string, message: string, details: Details = {}) {
    super(message)
    this.name = 'Refusal'
    this.http = http
    this.code = code
    this.details = details
  }
}

export function problem(refusal: Refusal): Details {
  return { code: refusal.code, details: refusal.details, message: refusal.message, status: 'error' }
}

export function success(message: string, details: Details): Details {
  return { code: 'SUCCESS', details, message, status: 'success' }
}

export function json(status: number, body: unknown): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8' },
    body: JSON.stringify(body),
  }
}

export function html(status: number, body: string): WireResponse {
  return { status, headers: { 'content-type': 'text/html;charset=UTF-8' }, body }
}

export function empty(status: 204 | 304): WireResponse {
  return { status, headers: {}, body: '' }
}

export function invalid(details: Details, message = 'invalid data'): Refusal {
  return new Refusal(400, 'INVALID_DATA', message, details)
}

export function mandatory(api_name: string, json_path: string): Refusal {
  return new Refusal(400, 'MANDATORY_NOT_FOUND', 'required field not found', { api_name, json_path })
}

export function missingParam(param_name: string): Refusal {
  const message = 'One of the expected parameter is missing'
  return new Refusal(400, 'REQUIRED_PARAM_MISSING', message, { param_name })
}

export function tooMany(what: string, limit: number): Refusal {
  return new Refusal(400, 'LIMIT_EXCEEDED', `${what} limit exceeded`, { limit })
}

export function forbidden(permissions: readonly string[]): Refusal {
  return new Refusal(403, 'NO_PERMISSION', 'permission denied', { permissions })
}
