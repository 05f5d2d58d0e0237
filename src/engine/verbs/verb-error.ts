export type VerbCode = 'verb/not-allowed' | 'verb/bad-input' | 'verb/not-found' | 'verb/conflict'

/** What was asked cannot be done. The message says what, where, and what to do about it, without secrets. */
export class VerbError extends Error {
  readonly code: VerbCode

  constructor(code: VerbCode, message: string) {
    super(message)
    this.name = 'VerbError'
    this.code = code
  }
}
