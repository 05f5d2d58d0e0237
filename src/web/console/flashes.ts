import type { Request, Response } from 'express'
import { z } from 'zod'
import { cookie, dropCookie, setCookie } from './cookies.ts'
import { tones } from './parts/mark.ts'

/** What came of something, told on the next page. */
const told = z.object({ tone: z.enum(tones), words: z.string().max(2000) })
type Flash = z.output<typeof told>

export function keepFlash(response: Response, { tone, words }: Flash): void {
  const kept = JSON.stringify({ tone, words: words.slice(0, 1000) })
  setCookie(response, 'flash', Buffer.from(kept).toString('base64url'), null)
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
