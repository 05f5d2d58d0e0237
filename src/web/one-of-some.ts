import type { RequestHandler } from 'express'

/** Lets so many requests in at the same moment; the others are answered by `full`, and take no room. */
export function oneOfSome(atOnce: number, full: RequestHandler): RequestHandler {
  let inside = 0
  return (request, response, next) => {
    if (inside >= atOnce) return full(request, response, next)
    inside += 1
    response.once('close', () => {
      inside -= 1
    })
    next()
  }
}
