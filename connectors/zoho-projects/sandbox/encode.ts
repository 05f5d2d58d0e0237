import type { WireResponse } from '#spi'
import type { Answer } from './call.ts'
import type { Detail, Refusal } from './refusal.ts'
import { translated } from './translate-messages.ts'
import type { World } from './world.ts'

interface Asked {
  readonly verb: string
  readonly path: string
}

export function encode(world: World, answer: Answer, headers: WireResponse['headers']): WireResponse {
  if (answer.body === undefined) return { status: answer.status, headers, body: '' }
  const text = withNumbers(world, JSON.stringify(answer.body))
  return {
    status: answer.status,
    headers: { ...headers, 'content-type': 'application/json;charset=UTF-8' },
    body: text,
  }
}

/** Ids are text, but now and then the live service sends them as bare numbers. */
function withNumbers(world: World, text: string): string {
  const mode = world.switches.get('ids')
  if (mode === 'text') return text
  return text.replace(/"(id|zpuid|zuid)":"(\d+)"/g, (whole, name: string, id: string) =>
    mode === 'numbers' || Number(id.slice(-1)) % 2 === 0 ? `"${name}":${id}` : whole,
  )
}

/** The vendor has several error bodies; which one comes depends on who refuses. */
export function errorBody(world: World, refusal: Refusal, asked: Asked): unknown {
  const { form, status } = refusal
  const say = (message: string) => translated(world, message)
  if (form.kind === 'coded') return { error: { code: form.code, message: say(form.message) } }
  const where = { instance: asked.path, method: asked.verb }
  const code = String(status)
  if (form.kind === 'throttled') return { error: throttled(form, where, status) }
  const details = form.details.map(one => ({ ...one, message: say(one.message) }))
  if (form.kind === 'listed') return { error: [{ status_code: code, ...where, title: form.title, details }] }
  const shape: Detail | readonly Detail[] | undefined =
    world.switches.get('error-details') === 'object' ? details[0] : details
  const { title, type } = form
  return { error: { status_code: code, ...where, title, error_type: type, details: shape } }
}

function throttled(
  form: { readonly message: string; readonly legacy: boolean },
  where: { readonly instance: string; readonly method: string },
  status: number,
): unknown {
  const { message, legacy } = form
  return {
    status_code: legacy ? status : String(status),
    ...where,
    title: 'URL_ROLLING_THROTTLES_LIMIT_EXCEEDED',
    error_type: 'OPERATIONAL_VALIDATION_ERROR',
    details: legacy ? { message } : [{ message }],
  }
}
