import { type Content, type Html, html } from '../html.ts'
import { table } from './table.ts'

export interface Line {
  readonly label: string
  /** One for each moment; null: nothing to show. */
  readonly values: readonly (number | null)[]
}

export interface Chart {
  readonly title: string
  /** What its values are: `ms`, `edits`. */
  readonly unit: string
  /** ISO 8601 in UTC, rising. */
  readonly moments: readonly string[]
  readonly lines: readonly Line[]
  readonly look?: 'line' | 'bars'
  /** What is shown, whether there was anything or not. */
  readonly from: Date
  readonly to: Date
  /** Shown where there is nothing yet. */
  readonly empty: Html
}

/** Lines over time, drawn by a script from what is written beside it; the same as a table for whoever does not see them. */
export function chart({ title, unit, moments, lines, look = 'line', from, to, empty }: Chart): Html {
  if (moments.length === 0) return empty
  const seconds = moments.map(one => Date.parse(one) / 1000)
  const data = JSON.stringify({
    unit,
    look,
    span: [from, to].map(one => one.getTime() / 1000),
    labels: lines.map(one => one.label),
    data: [seconds, ...lines.map(one => one.values)],
  })
  const cells = moments.map((at, row): readonly Content[] => [
    at,
    ...lines.map(line => line.values[row] ?? ''),
  ])
  return html`<div class="chart" data-chart="${data}" role="img" aria-label="${title}, in ${unit}"></div>
  <details class="px-3 pb-2"><summary class="text-secondary small">As a table</summary>${table({
    caption: title,
    rows: cells,
    empty,
    columns: [
      { title: 'From (UTC)', cell: row => row[0] },
      ...lines.map((line, at) => ({
        title: `${line.label} (${unit})`,
        cell: (row: readonly Content[]) => row[at + 1],
        isNumber: true,
      })),
    ],
  })}</details>`
}
