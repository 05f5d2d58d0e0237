import { type Request, Router } from 'express'
import { cookie, setCookie } from './cookies.ts'
import { safePath } from './safe-path.ts'

export const themes = ['auto', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** How somebody wants to see pages. */
export interface Viewer {
  readonly zone: string
  readonly theme: Theme
}

export function viewerOf(request: Request): Viewer {
  const theme = themes.find(one => one === cookie(request, 'theme')) ?? 'auto'
  const zone = cookie(request, 'zone')
  return { theme, zone: isZone(zone) ? zone : 'UTC' }
}

export function isZone(zone: unknown): zone is string {
  if (typeof zone !== 'string' || zone === '' || zone.length > 60) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** Takes the viewer's choice of light or dark, and what their browser knows of their time zone. */
export function takeViewer(): Router {
  const router = Router()
  router.post('/viewer', (request, response) => {
    const { theme, zone, back } = request.body ?? {}
    if (themes.some(one => one === theme)) setCookie(response, 'theme', theme, 365)
    if (isZone(zone)) setCookie(response, 'zone', zone, 365)
    if (back === undefined) response.status(204).end()
    else response.redirect(303, safePath(back))
  })
  return router
}
