import { type Content, type Html, html } from '../html.ts'

export interface Column<Row> {
  /** Empty: what stands there is for doing something. */
  readonly title: string
  cell(row: Row): Content
  /** Numbers stand to the right. */
  readonly isNumber?: boolean
}

export interface Table<Row> {
  /** What is in it, for those who do not see it. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  /** Shown in place of a table without rows. */
  readonly empty: Html
  /** Lets rows be ticked for the form around the table: the field `name` gets the values of those that are. */
  readonly select?: {
    readonly name: string
    readonly form?: string
    value(row: Row): string | null
    label(row: Row): string
  }
}

/**
 * A list. On a phone each row is a stack of its cells, every one with its column's name before it. Roles are said, as browsers
 * forget what a table is once it is laid out otherwise.
 */
export function table<Row>({ caption, columns, rows, empty, select }: Table<Row>): Html {
  if (rows.length === 0) return empty
  const heads = columns.map(
    ({ title, isNumber }) =>
      html`<th scope="col" role="columnheader"${isNumber && html` class="number"`}>${title || html`<span class="visually-hidden">Actions</span>`}</th>`,
  )
  const all = html`<th class="w-1" role="columnheader"><input class="form-check-input" type="checkbox" data-select-all${select?.form && html` form="${select.form}"`} aria-label="Select all on this page"></th>`
  return html`<div class="table-responsive" tabindex="0" role="region" aria-label="${caption}">
    <table class="table table-vcenter card-table stacks" role="table">
      <caption class="visually-hidden">${caption}</caption>
      <thead role="rowgroup"><tr role="row">${select && all}${heads}</tr></thead>
      <tbody role="rowgroup">${rows.map(row => line(columns, row, select))}</tbody>
    </table>
  </div>`
}

function line<Row>(columns: readonly Column<Row>[], row: Row, select: Table<Row>['select']): Html {
  const cells = columns.map(
    ({ title, isNumber, cell }) =>
      html`<td role="cell"${title && html` data-title="${title}"`}${isNumber && html` class="number"`}>${cell(row)}</td>`,
  )
  return html`<tr data-line role="row">${select && tick(select, row)}${cells}</tr>`
}

function tick<Row>({ name, form, value, label }: NonNullable<Table<Row>['select']>, row: Row): Html {
  const given = value(row)
  if (given === null) return html`<td role="cell"></td>`
  return html`<td role="cell" class="tick"><input class="form-check-input" type="checkbox" data-row data-key="x"${form && html` form="${form}"`} name="${name}" value="${given}" aria-label="Select ${label(row)}"></td>`
}
