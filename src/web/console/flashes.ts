import type { Request, Response } from 'express'
import { z } from 'zod'
import { cookie, dropCookie, setCookie } from './cookies.ts'
import { tones } from './parts/mark.ts'

/** What came of something, told on the next page, and the form that takes it back. */
const told = z.object({
  tone: z.enum(tones),
  words: z.string(),
  undo: z
    .object({ do: z.string(), fields: z.record(z.string(), z.string().or(z.array(z.string()).readonly())) })
    .exactOptional(),
})
export type Flash = z.output<typeof told>

/** Browsers keep cookies of up to 4 kB. */
const most = 3500

export function keepFlash(response: Response, flash: Flash): void {
  const { tone, words } = flash
  const short = { tone, words: words.slice(0, 600) }
  const kept = [flash, short].map(one => Buffer.from(JSON.stringify(one)).toString('base64url'))
  setCookie(response, 'flash', kept.find(one => one.length <= most) ?? '', null)
}

/** Tells it once. */
export function flashOf(request: Request, response: Response): Flash | null {
  const kept = cookie(request, 'flash')
  if (kept === '') return null
  dropCookie(response, 'flash')
  try {
    return told.parse(JSON.parse(Buffer.from(kept, 'base64url').toString('utf8')))
  } catch {
    return null
  }
}
