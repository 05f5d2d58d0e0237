import type { Failure, VendorResponse } from '#spi'
import { type Listed, outdated, recordList, refusal } from './api.ts'

/** Sorts any answer that is no success. EspoCRM tells its reasons in a header, and its bodies are often empty. */
export function classify(response: VendorResponse): Failure {
  const said = reason(response)
  switch (response.status) {
    case 400:
      return { kind: 'rejected', ...code(response), message: sentence(response, said) }
    case 401:
      return { kind: 'unauthorized', message: 'EspoCRM does not know this API key, or its user is inactive' }
    case 403:
      return forbidden(response, said)
    case 404:
      return notFound(response, said)
    case 409:
      return conflict(response, said)
    case 429:
      return { kind: 'throttled', message: told(response.status, said), ...wait(response) }
    default:
      return {
        kind: response.status >= 500 ? 'unavailable' : 'unexpected',
        message: told(response.status, said),
        ...wait(response),
      }
  }
}

/** The records that are there already, as a refused create names them. */
export function duplicatesIn(response: VendorResponse): readonly Listed[] {
  const parsed = recordList.shape.list.safeParse(response.body)
  return response.status === 409 && parsed.success ? parsed.data : []
}

/** Some 403s are about a value and not about a right: a link to nowhere, a person who may not be assigned. */
function forbidden(response: VendorResponse, said: string): Failure {
  const label = code(response).code
  const aboutValue = label === 'cannotRelateNonExisting' || said.startsWith('Assignment failure')
  if (aboutValue) return { kind: 'rejected', ...code(response), message: sentence(response, said) }
  return {
    kind: 'forbidden',
    message: `EspoCRM does not let Baton do this: ${said || 'its role has no such right'}`,
  }
}

/** A page instead of nothing comes from a proxy or another site: that is no sign that a record is gone. */
function notFound(response: VendorResponse, said: string): Failure {
  const isPage = typeof response.body === 'string' && response.body.trim() !== ''
  if (isPage && said === '')
    return { kind: 'unavailable', message: 'There is no EspoCRM at this address just now' }
  return { kind: 'gone', message: `EspoCRM: ${said || 'there is no such record'}` }
}

function conflict(response: VendorResponse, said: string): Failure {
  const [first] = duplicatesIn(response)
  if (first)
    return { kind: 'duplicate', message: 'EspoCRM has such a record already', existingId: String(first.id) }
  const isOutdated = said === 'modified' || outdated.safeParse(response.body).success
  if (isOutdated) return { kind: 'stale', code: 'modified', message: 'The record changed since it was read' }
  return { kind: 'unexpected', message: told(response.status, said) }
}

function reason(response: VendorResponse): string {
  return response.headers['x-status-reason']?.trim() ?? ''
}

function code(response: VendorResponse): { readonly code?: string } {
  const parsed = refusal.safeParse(response.body)
  return parsed.success ? { code: parsed.data.messageTranslation.label } : {}
}

function sentence(response: VendorResponse, said: string): string {
  const parsed = refusal.safeParse(response.body)
  if (!parsed.success) return `EspoCRM: ${said || 'it refused the values'}`
  const { label, data } = parsed.data.messageTranslation
  if (label === 'cannotRelateNonExisting')
    return `EspoCRM: there is no such ${data?.foreignEntityType ?? 'record'} to link to`
  return `EspoCRM: ${data?.field ?? 'a field'} is not ${data?.type ?? 'valid'} (${label})`
}

function told(status: number, said: string): string {
  return `EspoCRM answered with HTTP ${status}${said === '' ? '' : `: ${said}`}`
}

function wait(response: VendorResponse): { readonly retryAfterSeconds?: number } {
  const seconds = Number(response.headers['retry-after'] ?? Number.NaN)
  return Number.isFinite(seconds) && seconds > 0 ? { retryAfterSeconds: seconds } : {}
}
