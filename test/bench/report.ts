import { availableParallelism } from 'node:os'
import { z } from 'zod'
import type { Figure } from './bench.ts'

const figures = z.array(
  z.strictObject({
    what: z.string(),
    value: z.number(),
    unit: z.string(),
    baseline: z.strictObject({ what: z.string(), value: z.number() }),
    ratio: z.number(),
    goal: z.strictObject({ words: z.string(), isMet: z.boolean() }).nullable(),
  }),
)

/** What a run leaves behind. `scale`: 1 is everything as it is described; less is less of everything, so that it fits. */
export const report = z.strictObject({
  at: z.iso.datetime(),
  machine: z.strictObject({ node: z.string(), cores: z.int(), platform: z.string() }),
  scale: z.number(),
  benches: z.array(
    z.strictObject({
      name: z.string(),
      title: z.string(),
      limit: z.string(),
      scale: z.number(),
      seconds: z.number(),
      figures,
      /** Why there are no figures, where it broke off. */
      failed: z.string().nullable(),
    }),
  ),
})
export type Report = z.output<typeof report>

export function machine(): Report['machine'] {
  return {
    node: process.version,
    cores: availableParallelism(),
    platform: `${process.platform} ${process.arch}`,
  }
}

/** The table for a person. */
export function tableOf({ benches }: Report): string {
  const rows = benches.flatMap(bench =>
    bench.failed === null
      ? bench.figures.map(one => rowOf(bench.name, one))
      : [[bench.name, `broke off: ${bench.failed}`, '', '', '', '']],
  )
  const head = ['benchmark', 'what', 'measured', 'baseline', 'ratio', 'goal']
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

function rowOf(name: string, { what, value, unit, baseline, ratio, goal }: Figure): string[] {
  const aim = goal === null ? '' : `${goal.words}: ${goal.isMet ? 'met' : 'missed'}`
  return [
    name,
    what,
    `${short(value)} ${unit}`,
    `${short(baseline.value)} (${baseline.what})`,
    short(ratio),
    aim,
  ]
}

/** Three digits that count; the rest is noise. */
function short(value: number): string {
  return Math.abs(value) >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))
}
