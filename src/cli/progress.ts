import { Presets, SingleBar } from 'cli-progress'
import type { Shell } from './shell.ts'
import type { Forecast } from './sync-command.ts'

export interface Progress {
  show(ahead: readonly Forecast[]): void
  say(line: string): void
  end(): void
}

/** A bar where somebody looks at a terminal, plain lines where not, nothing where a program asks. */
export function openProgress({ terminal, output }: Shell, isQuiet: boolean): Progress {
  if (isQuiet) return { show: () => {}, say: () => {}, end: () => {} }
  return terminal ? bar(terminal) : lines(output.say)
}

function lines(say: (line: string) => void): Progress {
  let last = ''
  return {
    show: ahead => {
      const line = stateWords(ahead)
      if (line !== last) say(line)
      last = line
    },
    say,
    end: () => {},
  }
}

function bar(stream: NodeJS.WriteStream): Progress {
  const format = '{bar} {value} of {total}  {state}'
  const drawn = new SingleBar(
    { stream, format, hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  )
  let most = 0
  drawn.start(1, 0, { state: '' })
  return {
    show: ahead => {
      const keys = due(ahead)
      most = Math.max(most, keys)
      drawn.setTotal(Math.max(most, 1))
      drawn.update(most - keys, { state: stateWords(ahead) })
    },
    say: line => void stream.write(`\n${line}\n`),
    end: () => drawn.stop(),
  }
}

function due(ahead: readonly Forecast[]): number {
  return ahead.reduce((sum, one) => sum + one.keys, 0)
}

/** `reading crm task; 120 rows due; about 3 min, as crm: api allows no more`. */
export function stateWords(ahead: readonly Forecast[]): string {
  const reading = ahead.flatMap(one => one.reading)
  const names = [...new Set(reading.map(one => `${one.connection} ${one.entity}`))]
  const errors = [
    ...new Set(reading.flatMap(one => (one.error === null ? [] : [`${one.connection}: ${one.error}`]))),
  ]
  const slowest = ahead.reduce((worst, one) => (one.ms > worst.ms ? one : worst), {
    ms: 0,
    limitedBy: null as string | null,
  })
  const keys = due(ahead)
  const parts = [
    names.length > 0 ? `reading ${names.slice(0, 4).join(', ')}${names.length > 4 ? ', …' : ''}` : null,
    `${keys} ${keys === 1 ? 'row is' : 'rows are'} due`,
    keys > 0
      ? untilWords(
          ahead.every(one => one.known || one.keys === 0),
          slowest,
        )
      : null,
    ...errors,
  ]
  return parts.filter(part => part !== null).join('; ')
}

function untilWords(
  known: boolean,
  { ms, limitedBy }: { readonly ms: number; readonly limitedBy: string | null },
): string {
  if (!known) return 'nobody knows yet for how long'
  if (ms === 0) return 'done in a moment'
  return `about ${durationWords(ms)}${limitedBy === null ? '' : `, as ${limitedBy} allows no more`}`
}

function durationWords(ms: number): string {
  const minutes = Math.ceil(ms / 60_000)
  if (ms < 60_000) return `${Math.ceil(ms / 1000)} s`
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} hours`
}
