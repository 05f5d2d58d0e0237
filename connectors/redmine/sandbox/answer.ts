import type { WireResponse } from '#spi'

/** What a call comes to: a status, and a body or none. */
export interface Answer {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer that ends a call wherever it is noticed. */
export class Refusal extends Error {
  readonly answer: Answer

  constructor(answer: Answer) {
    super(`HTTP ${answer.status}`)
    this.answer = answer
  }
}

/** 401, 403 and 404 come without a body. */
export function bare(status: number): Refusal {
  return new Refusal({ status })
}

/** 422: whole sentences, in the language of the key's user. */
export function invalid(...errors: readonly string[]): Refusal {
  return new Refusal({ status: 422, body: { errors } })
}

/** What the database does not understand. */
export function crashed(): Refusal {
  return new Refusal({ status: 500, body: { status: 500, error: 'Internal Server Error' } })
}

export function encode({ status, body, headers = {} }: Answer): WireResponse {
  const type = body === undefined ? 'application/json' : 'application/json; charset=utf-8'
  const realm = status === 401 ? { 'www-authenticate': 'Basic realm="Redmine API"' } : {}
  return {
    status,
    headers: { 'content-type': type, ...realm, ...headers },
    body: body === undefined ? '' : JSON.stringify(body),
  }
}
