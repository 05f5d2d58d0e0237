import type { CookieOptions, Request, Response } from 'express'

/** The cookies of the console. */
export type CookieName = 'session' | 'flash' | 'zone' | 'theme' | 'trip'

/** A cookie of a request; the empty text where there is none. */
export function cookie(request: Request, name: CookieName): string {
  const pairs = (request.headers.cookie ?? '').split(';').map(pair => pair.trim())
  const found = pairs.find(pair => pair.startsWith(`baton_${name}=`))
  try {
    return decodeURIComponent(found?.slice(name.length + 7) ?? '')
  } catch {
    return ''
  }
}

/** Sets a cookie that no script reads and no other site sends along with what it posts; `days` null: until the browser ends. */
export function setCookie(response: Response, name: CookieName, value: string, days: number | null): void {
  const lasting: CookieOptions = days === null ? {} : { maxAge: days * 86_400_000 }
  response.cookie(`baton_${name}`, value, { ...attributes(response), ...lasting })
}

export function dropCookie(response: Response, name: CookieName): void {
  response.clearCookie(`baton_${name}`, attributes(response))
}

function attributes(response: Response): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure(response) }
}

/** Where the public address is https, or a proxy that is trusted says that this request was. */
function isSecure({ app, req }: Response): boolean {
  return app.get('https') === true || req.secure
}
