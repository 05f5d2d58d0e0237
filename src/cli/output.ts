/** Where the command line writes. The program's own streams in `main.ts`, something else in tests. */
export interface Output {
  /** For people. */
  say(line: string): void
  /** Log lines, already ended. */
  log(line: string): void
}
