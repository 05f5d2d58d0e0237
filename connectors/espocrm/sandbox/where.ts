import { Refusal } from './answer.ts'
import { attributesOf, type Fields } from './definitions.ts'
import { itemsOf, type Tree } from './tree.ts'

type Values = Readonly<Record<string, unknown>>
type Test = (record: Values) => boolean

/** The conditions of a list as one test. What stands for nothing in a record is neither equal to anything nor beyond it. */
export function testOf(tree: Tree | undefined, fields: Fields): Test {
  const tests = itemsOf(tree).map(item => one(item, fields))
  return record => tests.every(test => test(record))
}

function one(item: Tree, fields: Fields): Test {
  if (typeof item === 'string') throw new Refusal(400, 'Bad where.')
  const type = String(item.type ?? '')
  if (type === 'and' || type === 'or') return group(type, item.value, fields)
  const attribute = String(item.attribute ?? '')
  if (!isKnown(attribute, fields)) throw new Refusal(400, `Not existing attribute '${attribute}' in where.`)
  const values = typeof item.value === 'object' ? itemsOf(item.value).map(String) : [String(item.value ?? '')]
  return compare(type, attribute, values)
}

function group(type: 'and' | 'or', value: Tree | undefined, fields: Fields): Test {
  const tests = itemsOf(value).map(item => one(item, fields))
  return record => (type === 'and' ? tests.every(test => test(record)) : tests.some(test => test(record)))
}

function isKnown(attribute: string, fields: Fields): boolean {
  const known = Object.entries(fields).flatMap(([name, def]) => attributesOf(name, def))
  return ['id', 'deleted', ...known].includes(attribute)
}

function compare(type: string, attribute: string, values: readonly string[]): Test {
  const test = comparisons[type]
  if (!test) throw new Refusal(400, `Unknown where item type '${type}'.`)
  return record => test(text(record[attribute]), values)
}

function text(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value)
}

const comparisons: Readonly<Record<string, (shown: string | null, values: readonly string[]) => boolean>> = {
  equals: (shown, [value]) => shown !== null && shown === value,
  notEquals: (shown, [value]) => shown !== value,
  in: (shown, values) => shown !== null && values.includes(shown),
  isNull: shown => shown === null,
  isNotNull: shown => shown !== null,
  isTrue: shown => shown === 'true',
  isFalse: shown => shown !== 'true',
  after: (shown, [value = '']) => shown !== null && shown > value,
  greaterThan: (shown, [value = '']) => shown !== null && shown > value,
  greaterThanOrEquals: (shown, [value = '']) => shown !== null && shown >= value,
  before: (shown, [value = '']) => shown !== null && shown < value,
  lessThan: (shown, [value = '']) => shown !== null && shown < value,
  lessThanOrEquals: (shown, [value = '']) => shown !== null && shown <= value,
}
