import { copyDatabase, dropDatabase } from '../../src/store/copies.ts'
import { type Bench, type BenchRun, usualScale } from './bench.ts'
import { machine, type Report } from './report.ts'

export interface BenchAsk {
  /** An up-to-date and empty database, to which nobody is connected. */
  readonly templateUrl: string
  readonly benches: readonly Bench[]
  readonly scale: number
  /** All of them are to end within so many seconds: where the machine is busy, what is left to do is made smaller. */
  readonly withinSeconds: number
  readonly say?: (line: string) => void
}

/** Runs benchmarks one after the other. One that breaks off is told of, and takes nothing from the others. */
export async function runBenches(ask: BenchAsk): Promise<Report> {
  const { benches, scale, say } = ask
  const started = performance.now()
  const done: Report['benches'] = []
  for (const bench of benches) {
    const fits = scaleThatFits(ask, done, (performance.now() - started) / 1000)
    say?.(fits > 0 ? `${bench.name}: ${bench.title} …` : `${bench.name}: there is no time left`)
    done.push(fits > 0 ? await runOne(bench, ask, fits) : ended(bench, fits, 0, [], 'there was no time left'))
  }
  return { at: new Date().toISOString(), machine: machine(), scale, benches: done }
}

/** How the time that is left compares to what the rest usually takes, on a machine as slow as this one was so far. */
function scaleThatFits(
  { benches, scale, withinSeconds }: BenchAsk,
  done: Report['benches'],
  elapsed: number,
): number {
  const usual = (which: readonly Bench[], scales: (at: number) => number) =>
    which.reduce((all, one, at) => all + (one.seconds * scales(at)) / usualScale, 0)
  const before = usual(benches.slice(0, done.length), at => done[at]?.scale ?? scale)
  const slowness = Math.max(1, before === 0 ? 1 : elapsed / before)
  const rest = usual(benches.slice(done.length), () => scale)
  return scale * Math.max(0, Math.min(1, (withinSeconds - elapsed) / (rest * slowness)))
}

async function runOne(
  bench: Bench,
  { templateUrl }: BenchAsk,
  scale: number,
): Promise<Report['benches'][number]> {
  const closing: (() => Promise<unknown>)[] = []
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1000
  try {
    const figures = await bench.run(groundOf(bench, templateUrl, scale, closing))
    return ended(bench, scale, seconds(), figures, null)
  } catch (error) {
    return ended(bench, scale, seconds(), [], error instanceof Error ? error.message : String(error))
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
  scale: number,
  seconds: number,
  figures: Awaited<ReturnType<Bench['run']>>,
  failed: string | null,
): Report['benches'][number] {
  return { name, title, limit, scale, seconds, figures: [...figures], failed }
}
