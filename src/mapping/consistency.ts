import { dig, entriesOf, itemsOf } from './dig.ts'
import { choices, quoted } from './phrase.ts'
import type { Path, Places } from './places.ts'
import type { Problem } from './problems.ts'

const sections = ['accounts', 'deals', 'tasks', 'comments']
const builtIn = ['person', 'rich-text']

type Check = (raw: unknown, places: Places) => readonly Problem[]

/**
 * What the parts of one file have to do with each other. Looks at the raw values, so that it speaks up
 * even where another part of the file is wrong.
 */
export function checkConsistency(raw: unknown, places: Places): readonly Problem[] {
  const checks: readonly Check[] = [
    mapsSomething,
    sectionsExist,
    tablesExist,
    tableNames,
    fieldsOnce,
    lengthOnce,
    templateChosen,
    oneTest,
    oneMark,
    oneSource,
  ]
  return checks.flatMap(check => check(raw, places))
}

const mapsSomething: Check = (raw, places) =>
  entriesOf(raw).length === 0 || sections.some(section => dig(raw, [section]) !== undefined)
    ? []
    : [
        places.problem(
          'mapping/maps-nothing',
          [],
          'key',
          'The file maps neither accounts nor deals, tasks or comments.',
        ),
      ]

const sectionsExist: Check = (raw, places) =>
  [
    ['deals', 'needs'],
    ['tasks', 'inside'],
    ['comments', 'inside'],
  ].flatMap(path => {
    const section = dig(raw, path)
    if (typeof section !== 'string' || !sections.includes(section) || dig(raw, [section]) !== undefined)
      return []
    const message = `${quoted(path.join('.'))} points to ${quoted(section)}, which the file does not have.`
    return [places.problem('mapping/missing-section', path, 'value', message)]
  })

const tablesExist: Check = (raw, places) => {
  const known = [...builtIn, ...entriesOf(dig(raw, ['tables'])).map(([name]) => name)]
  return rowsOf(raw).flatMap(({ path, row }) => {
    const name = dig(row, ['as'])
    if (typeof name !== 'string' || name === '' || known.includes(name)) return []
    const message = `There is no table ${quoted(name)}; ${choices(name, known)}`
    return [places.problem('mapping/unknown-table', [...path, 'as'], 'value', message)]
  })
}

const tableNames: Check = (raw, places) =>
  builtIn
    .filter(name => dig(raw, ['tables', name]) !== undefined)
    .map(name =>
      places.problem(
        'mapping/reserved-name',
        ['tables', name],
        'key',
        `${quoted(name)} has a meaning of its own in \`as\`.`,
      ),
    )

const fieldsOnce: Check = (raw, places) =>
  sections.flatMap(section =>
    ['crm', 'pm'].flatMap(side => {
      const rows = rowsOf(raw).filter(({ path }) => path[0] === section)
      const names = rows.map(({ row }) => dig(row, [side]))
      return rows.flatMap(({ path }, at) => {
        const name = names[at]
        if (typeof name !== 'string' || names.indexOf(name) === at) return []
        const message = `The field ${quoted(name)} is mapped a second time.`
        return [places.problem('mapping/field-twice', [...path, side], 'value', message)]
      })
    }),
  )

const lengthOnce: Check = (raw, places) =>
  dig(raw, ['deals', 'dates', 'end']) !== undefined && dig(raw, ['deals', 'dates', 'days']) !== undefined
    ? [
        places.problem(
          'mapping/choose-one',
          ['deals', 'dates', 'days'],
          'key',
          '`end` and `days` both say when the project ends.',
        ),
      ]
    : []

const templateChosen: Check = (raw, places) => {
  const at: Path = ['deals', 'template']
  if (entriesOf(dig(raw, at)).length === 0) return []
  const has = (key: string) => dig(raw, [...at, key]) !== undefined
  const missing = has('table') && !has('by') ? 'by' : has('by') && !has('table') ? 'table' : null
  if (missing === null) return []
  const message = `${quoted(missing)} is missing in \`template\`: \`by\` names the field, \`table\` says what follows from it.`
  return [places.problem('mapping/missing-key', at, 'key', message)]
}

const oneTest: Check = (raw, places) =>
  sections.flatMap(section =>
    ['crm', 'pm'].flatMap(side =>
      entriesOf(dig(raw, [section, 'only', side])).flatMap(([field, test]) => {
        const kinds = ['is', 'in', 'filled'].filter(kind => dig(test, [kind]) !== undefined)
        if (kinds.length === 1 || typeof test !== 'object' || test === null) return []
        const message = `A test of ${quoted(field)} is exactly one of \`is\`, \`in\` and \`filled\`.`
        return [places.problem('mapping/choose-one', [section, 'only', side, field], 'key', message)]
      }),
    ),
  )

const oneMark: Check = (raw, places) =>
  ['crm', 'pm'].flatMap(side => {
    const at: Path = ['tasks', 'mark', side]
    if (typeof dig(raw, at) !== 'object') return []
    const has = (key: string) => dig(raw, [...at, key]) !== undefined
    if (has('tag') !== has('field') && !(has('tag') && has('value'))) return []
    return [
      places.problem(
        'mapping/choose-one',
        at,
        'key',
        'A mark is either a `tag`, or a `field` with its `value`.',
      ),
    ]
  })

const oneSource: Check = (raw, places) =>
  ['start', 'end', 'strict'].flatMap(name => {
    const at: Path = ['deals', 'schedule', name]
    if (typeof dig(raw, at) !== 'object') return []
    const has = (key: string) => dig(raw, [...at, key]) !== undefined
    const inside = name !== 'strict' && (has('of') || has('named'))
    const isWhole = inside ? has('of') && has('named') && has('pm') && !has('crm') : has('pm') !== has('crm')
    if (isWhole) return []
    const message = inside
      ? 'A record inside the project is told by `of`, `named` and, for its field, `pm`.'
      : 'It stands either in a field of the deal, `crm`, or of the project, `pm`.'
    return [places.problem('mapping/choose-one', at, 'key', message)]
  })

function rowsOf(raw: unknown): readonly { readonly path: Path; readonly row: unknown }[] {
  return sections.flatMap(section =>
    itemsOf(dig(raw, [section, 'fields'])).map((row, at) => ({ path: [section, 'fields', at], row })),
  )
}
