/** What every figure stands beside: the same measured another way, in the same run. */
export interface Figure {
  readonly what: string
  readonly value: number
  readonly unit: string
  readonly baseline: { readonly what: string; readonly value: number }
  /** The value divided by the baseline. */
  readonly ratio: number
  /** What was aimed at, in words, and whether that was met; null: nothing was. */
  readonly goal: { readonly words: string; readonly isMet: boolean } | null
}

export interface BenchRun {
  /** An up-to-date and empty database of the benchmark's own. */
  database(): Promise<string>
  /** So many in a full run; fewer where less is asked for, and never fewer than `least`. */
  scaled(count: number, least?: number): number
  /** Work that is done when the benchmark ends, in the opposite order. */
  finally(close: () => Promise<unknown>): void
}

/** What everything is measured at unless told otherwise. */
export const usualScale = 0.25

export interface Bench {
  readonly name: string
  readonly title: string
  /** About what it takes at the usual scale on a machine with little else to do. */
  readonly seconds: number
  /** What stands in the way of better figures. */
  readonly limit: string
  /** It takes too long to be run with the others: only where it is asked for by name. */
  readonly onlyNamed?: true
  run(run: BenchRun): Promise<readonly Figure[]>
}

export type Parts = Omit<Figure, 'ratio' | 'goal'>
type Aim = { readonly words: string; readonly holds: (figure: Parts & Pick<Figure, 'ratio'>) => boolean }

/** A figure beside its baseline, held against what was aimed at. */
export function figure(parts: Parts, aim?: Aim): Figure {
  const ratio = parts.baseline.value === 0 ? 0 : parts.value / parts.baseline.value
  return { ...parts, ratio, goal: aim ? { words: aim.words, isMet: aim.holds({ ...parts, ratio }) } : null }
}
