import type { Request, RequestHandler, Response } from 'express'
import { actorOf } from '../../engine/api-tokens.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Actor } from '../../engine/verbs/verb.ts'
import { problem } from '../problems.ts'

const actors = new WeakMap<Request, Actor>()

/** Lets in whoever brings a token: `Authorization: Bearer baton_…`. */
export function signIn(engine: Engine): RequestHandler {
  return async (request, response, next) => {
    const actor = await whoAsks(engine, request)
    if (!actor) return refuse(response)
    actors.set(request, actor)
    next()
  }
}

/** Whose token a request carries, as of now; null: nobody's. */
export async function whoAsks({ pool }: Pick<Engine, 'pool'>, request: Request): Promise<Actor | null> {
  const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
  return token === undefined ? null : actorOf(pool, token)
}

function refuse(response: Response): void {
  response.setHeader('www-authenticate', 'Bearer realm="baton"')
  problem(response, 401, 'Bring a token: Authorization: Bearer … (made with `baton tokens create`).')
}

/** Who asks. Only behind `signIn`. */
export function askerOf(request: Request): Actor {
  const actor = actors.get(request)
  if (!actor) throw new Error('This route lets anybody in.')
  return actor
}
