import type { Request, RequestHandler, Response } from 'express'
import { visitorOf, watcherOf } from '../../engine/console-door.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Actor, Role } from '../../engine/verbs/verb.ts'
import { cookie } from './cookies.ts'
import { byItself, livePath } from './parts/live.ts'

const actors = new WeakMap<Request, Actor>()

/** Lets in whoever is signed in; the others are asked to do so, and come back to where they wanted to go. */
export function onlyVisitors(engine: Engine): RequestHandler {
  return async (request, response, next) => {
    const token = cookie(request, 'session')
    const who = asksByItself(request) ? watcherOf : visitorOf
    const user = token === '' ? null : await who(engine, token)
    if (!user) return toTheDoor(request, response)
    actors.set(request, { name: user.email, role: user.role as Role })
    next()
  }
}

function asksByItself(request: Request): boolean {
  return request.get(byItself) !== undefined || request.path === livePath
}

function toTheDoor(request: Request, response: Response): void {
  const wanted = request.method === 'GET' ? request.originalUrl : '/'
  const door = wanted === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(wanted)}`
  if (request.get('hx-request') === 'true') response.setHeader('hx-redirect', '/sign-in').end()
  else response.redirect(303, door)
}

/** Who asks, where that was found out. */
export function knownVisitor(request: Request): Actor | undefined {
  return actors.get(request)
}

/** Who asks. Only behind `onlyVisitors`. */
export function visitor(request: Request): Actor {
  const actor = knownVisitor(request)
  if (!actor) throw new Error('This route lets anybody in.')
  return actor
}
