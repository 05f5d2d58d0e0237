import { copyDatabase, dropDatabase } from '../../src/store/copies.ts'
import type { Bench, BenchRun } from './bench.ts'
import { machine, type Report } from './report.ts'

export interface BenchAsk {
  /** An up-to-date and empty database, to which nobody is connected. */
  readonly templateUrl: string
  readonly benches: readonly Bench[]
  readonly scale: number
  /** No benchmark begins later than this, in seconds. */
  readonly withinSeconds: number
  readonly say?: (line: string) => void
}

/** Runs benchmarks one after the other. One that breaks off is told of, and takes nothing from the others. */
export async function runBenches(ask: BenchAsk): Promise<Report> {
  const { benches, scale, withinSeconds, say } = ask
  const started = performance.now()
  const done: Report['benches'] = []
  for (const bench of benches) {
    const left = withinSeconds - (performance.now() - started) / 1000
    say?.(left > 0 ? `${bench.name}: ${bench.title} …` : `${bench.name}: there is no time left`)
    done.push(left > 0 ? await runOne(bench, ask) : ended(bench, 0, [], 'there was no time left'))
  }
  return { at: new Date().toISOString(), machine: machine(), scale, benches: done }
}

async function runOne(bench: Bench, { templateUrl, scale }: BenchAsk): Promise<Report['benches'][number]> {
  const closing: (() => Promise<unknown>)[] = []
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1000
  try {
    const figures = await bench.run(groundOf(bench, templateUrl, scale, closing))
    return ended(bench, seconds(), figures, null)
  } catch (error) {
    return ended(bench, seconds(), [], error instanceof Error ? error.message : String(error))
  } finally {
    for (const close of closing.reverse()) await close()
  }
}

function groundOf(
  { name }: Bench,
  templateUrl: string,
  scale: number,
  closing: (() => Promise<unknown>)[],
): BenchRun {
  let databases = 0
  return {
    database: async () => {
      const url = await copyDatabase(templateUrl, `bench_${name}_${process.pid}_${databases++}`)
      closing.push(() => dropDatabase(url))
      return url
    },
    scaled: (count, least = 1) => Math.max(least, Math.round(count * scale)),
    finally: close => void closing.push(close),
  }
}

function ended(
  { name, title, limit }: Bench,
  seconds: number,
  figures: Awaited<ReturnType<Bench['run']>>,
  failed: string | null,
): Report['benches'][number] {
  return { name, title, limit, seconds, figures: [...figures], failed }
}
