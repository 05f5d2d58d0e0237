/** Cut connections, shutting down and starting up, no room left, and transactions that have to be tried again. */
const states = /^(08|40|53|57P)/
const sockets = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']
/** What `pg` says without a code. */
const words = /^Connection terminated|connection error|^timeout exceeded when trying to connect/

/** Whether the database was away, or wants the same again: nobody's fault, and over sooner or later. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  return code === null ? words.test(error.message) : states.test(code) || sockets.includes(code)
}

/** Wrong password, no such user, no such database, no right: what it says; null: it is something else. */
export function refusalOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  return /^(28|3D|42501)/.test(error.code) ? error.message : null
}
