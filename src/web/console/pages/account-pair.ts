import { z } from 'zod'
import type { Side } from '../../../core/value.ts'

/** Two rows in one field of a form, and back. */
export function pairText(crm: string, pm: string): string {
  return JSON.stringify([crm, pm])
}

const pair = z.tuple([z.string(), z.string()])

/** What cannot be read becomes a pair that no verb accepts. */
export function readPairs(texts: readonly string[] = []): { crm: string; pm: string }[] {
  return texts.map(text => {
    const [crm, pm] = parsed(text)
    return { crm, pm }
  })
}

/** One row with its side, in one field of a form. */
export function rowText(side: Side, id: string): string {
  return JSON.stringify([side, id])
}

export function readRows(texts: readonly string[] = []): { side: string; id: string }[] {
  return texts.map(text => {
    const [side, id] = parsed(text)
    return { side, id }
  })
}

function parsed(text: string): readonly [string, string] {
  try {
    return pair.parse(JSON.parse(text))
  } catch {
    return ['', '']
  }
}
