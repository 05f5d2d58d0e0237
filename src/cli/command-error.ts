/** What an exit code means. Scripts rely on them, so none ever changes its meaning. */
export const exits = {
  done: 0,
  refused: 1,
  usage: 2,
  settings: 3,
  unreachable: 4,
  unexpected: 70,
  interrupted: 130,
} as const
export type Exit = keyof typeof exits

export const meaningOf: Readonly<Record<Exit, string>> = {
  done: 'done',
  refused: 'not possible as things are, not there, or only done in part: what it says, and what to do',
  usage: 'the command line, a file or what was piped in has a mistake',
  settings: 'a setting in the environment is missing or wrong',
  unreachable: 'the database cannot be reached, or the port is taken',
  unexpected: 'something that should not happen',
  interrupted: 'somebody stopped it; the work goes on',
}

/** A command that ends otherwise than asked, for a reason that a person can do something about. */
export class CommandError extends Error {
  readonly exit: Exit
  /** A path: `command/usage`. */
  readonly code: string
  /** For programs: whatever the message says, in data. */
  readonly details: unknown

  constructor(exit: Exit, message: string, code = `command/${exit}`, details?: unknown) {
    super(message)
    this.name = 'CommandError'
    this.exit = exit
    this.code = code
    this.details = details
  }
}
