export interface Detail {
  readonly message: string
  readonly field_name?: string
  readonly message_key?: string
}

export type Form =
  | {
      readonly kind: 'titled'
      readonly title: string
      readonly type: string
      readonly details: readonly Detail[]
    }
  | { readonly kind: 'coded'; readonly code: number; readonly message: string }
  /** The older one has a number as status_code and an object as details. */
  | { readonly kind: 'throttled'; readonly message: string; readonly legacy: boolean }
  /** Seen once: the `error` itself as a list. */
  | { readonly kind: 'listed'; readonly title: string; readonly details: readonly Detail[] }

/** Thrown where the vendor says no; the door turns it into the vendor's own error body. */
export class Refusal extends Error {
  readonly status: number
  readonly form: Form

  constructor(status: number, form: Form, said: string) {
    super(said)
    this.name = 'Refusal'
    this.status = status
    this.form = form
  }
}

const fieldsType = 'FIELDS_VALIDATION_ERROR'
const operationType = 'OPERATIONAL_VALIDATION_ERROR'

export function titled(status: number, title: string, type: string, detail: Detail): Refusal {
  const field = detail.field_name === undefined ? '' : ` (${detail.field_name})`
  const form: Form = { kind: 'titled', title, type, details: [detail] }
  return new Refusal(status, form, `${title}: ${detail.message}${field}`)
}

export function coded(status: number, code: number, message: string): Refusal {
  return new Refusal(status, { kind: 'coded', code, message }, `${code}: ${message}`)
}

export function badValue(field: string, message = 'Enter a valid value.'): Refusal {
  return titled(400, 'INVALID_PARAMETER_VALUE', fieldsType, { message, field_name: field })
}

export function unknownTaskKey(field: string): Refusal {
  return badValue(field, 'Enter a valid custom field.')
}

export function extraKey(field: string): Refusal {
  return titled(400, 'EXTRA_KEY_FOUND_IN_JSON', fieldsType, {
    message: `Extra key ${field} found in the JSON.`,
    field_name: field,
  })
}

export function missingKey(field: string): Refusal {
  return titled(400, 'LESS_THAN_MIN_OCCURANCE', fieldsType, {
    message: `The key ${field} is required.`,
    field_name: field,
  })
}

export function wrongType(field: string): Refusal {
  return titled(400, 'JSON_PARSE_ERROR', fieldsType, { message: 'Wrong JSON type.', field_name: field })
}

export function badStream(): Refusal {
  return titled(400, 'INVALID_INPUTSTREAM', fieldsType, { message: 'The body cannot be read.' })
}

export function badRule(status: number, field: string, message: string): Refusal {
  return titled(status, 'INVALID_PARAMETER_VALUE', operationType, { message, field_name: field })
}

export function operational(status: number, title: string, message: string, key?: string): Refusal {
  const detail = key === undefined ? { message } : { message, message_key: key }
  return titled(status, title, operationType, detail)
}

export function notFound(): Refusal {
  return coded(404, 6404, 'Resource Not Found')
}

export function noSuchUrl(): Refusal {
  return operational(400, 'URL_RULE_NOT_CONFIGURED', 'The URL is not configured.')
}
