import { readySignInPath } from '../../src/engine/sign-in-links.ts'
import type { Role } from '../../src/engine/verbs/verb.ts'
import type { PocketEngine } from './pocket-engine.ts'

export interface Asked {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

export interface Asking {
  readonly as?: Role
  /** Posts these fields. */
  readonly form?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

/** Asks the console as a browser would, but without one; `sessions`: what it is signed in with, by role. */
export function consoleAsker({ engine }: Pick<PocketEngine, 'engine'>, url: () => string) {
  const sessions = new Map<Role, string>()
  return Object.assign(ask, { sessions })

  async function ask(path: string, { as, form, headers = {} }: Asking = {}): Promise<Asked> {
    const session = as && (sessions.get(as) ?? (await signIn(as)))
    const response = await fetch(`${url()}${path}`, {
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        ...(form ? { 'sec-fetch-site': 'same-origin' } : {}),
        ...(session ? { cookie: `baton_session=${session}` } : {}),
        ...headers,
      },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  async function signIn(role: Role): Promise<string> {
    const who = { email: `${role}@example.test`, name: `Ada ${role}`, role }
    const link = await readySignInPath(engine, who)
    const headers = { 'sec-fetch-site': 'same-origin' }
    const response = await fetch(`${url()}${link}`, { method: 'POST', redirect: 'manual', headers })
    const [, token = ''] = /baton_session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '') ?? []
    sessions.set(role, token)
    return token
  }
}
