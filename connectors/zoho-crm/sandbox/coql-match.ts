import { invalidQuery, type Reading, reading } from './coql-columns.ts'
import type { Condition, Criterion, Operator } from './coql-condition.ts'
import type { FieldKind } from './fields.ts'
import { isDay, readMoment } from './moment.ts'
import type { Stored, World } from './world.ts'

type Test = (record: Stored) => boolean

/** How the values of a kind of field are compared. */
type Order = 'text' | 'number' | 'id' | 'moment' | 'day' | 'flag'

const equality: readonly Operator[] = ['=', '!=', 'in', 'null']
const ranges: readonly Operator[] = [...equality, '>', '>=', '<', '<=', 'between']
const operators: Readonly<Record<Order, readonly Operator[]>> = {
  text: [...equality, 'like'],
  number: ranges,
  id: equality,
  moment: ranges,
  day: ranges,
  flag: ['=', '!='],
}

const orders: Partial<Record<FieldKind, Order>> = {
  date: 'day',
  datetime: 'moment',
  boolean: 'flag',
  integer: 'number',
  bigint: 'number',
  double: 'number',
  currency: 'number',
  lookup: 'id',
  ownerlookup: 'id',
  parent: 'id',
}

export function compile(world: World, module: string, condition: Condition | null): Test {
  if (condition === null) return () => true
  if (condition.kind === 'criterion') return criterion(world, module, condition)
  const tests = condition.parts.map(part => compile(world, module, part))
  return condition.kind === 'and'
    ? record => tests.every(test => test(record))
    : record => tests.some(test => test(record))
}

function criterion(world: World, module: string, one: Criterion): Test {
  const column = reading(world, module, one.path)
  refuseLongText(column, one)
  const order = orders[column.field.kind] ?? 'text'
  refuseOperator(world, column, order, one)
  const limits = one.values.map(value => comparable(order, one, value))
  if (one.operator === 'null') return record => ((column.raw(record) ?? null) === null) !== one.negated
  return record => {
    const value = column.raw(record) ?? null
    return (
      value !== null &&
      holds(one.operator, comparable(order, one, String(value), true), limits) !== one.negated
    )
  }
}

function refuseLongText({ field }: Reading, one: Criterion): void {
  if (field.kind === 'textarea' || field.kind === 'jsonobject')
    throw invalidQuery('column given cannot be used in the where clause', {
      column_name: one.path,
      clause: 'where',
    })
}

function refuseOperator(world: World, { field }: Reading, order: Order, one: Criterion): void {
  const unsure = field.name === 'id' && !equality.includes(one.operator)
  const refused = unsure && world.switches.get('coql-id-range') === 'refused'
  if (operators[order].includes(one.operator) && !refused) return
  throw invalidQuery('invalid operator found', {
    column_name: one.path,
    operator: one.operator,
    clause: 'where',
  })
}

type Comparable = string | number | bigint

/** Values as kept are in UTC already; values in a query have to be written as Zoho writes them. */
function comparable(order: Order, one: Criterion, text: string, kept = false): Comparable {
  if (order === 'moment' && !kept) return readMoment(text) ?? refuseValue(one, text)
  if (order === 'day' && !isDay(text)) return refuseValue(one, text)
  if (order === 'flag' && text !== 'true' && text !== 'false') return refuseValue(one, text)
  if (order === 'id' && !/^\d+$/.test(text)) return refuseValue(one, text)
  if (order !== 'number') return text
  if (/^-?\d+$/.test(text)) return BigInt(text)
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : refuseValue(one, text)
}

function refuseValue(one: Criterion, value: string): never {
  throw invalidQuery('value given seems to be invalid for the column', { column_name: one.path, value })
}

function holds(operator: Operator, value: Comparable, limits: readonly Comparable[]): boolean {
  const [first = '', second = ''] = limits
  // biome-ignore lint/suspicious/noDoubleEquals: a whole number is a bigint here and equals the same number
  const equals = (limit: Comparable) => value == limit
  if (operator === 'in') return limits.some(equals)
  if (operator === '=') return equals(first)
  if (operator === '!=') return !equals(first)
  if (operator === 'like') return likeness(String(first)).test(String(value))
  if (operator === 'between') return value >= first && value <= second
  if (operator === '>') return value > first
  if (operator === '>=') return value >= first
  return operator === '<' ? value < first : value <= first
}

function likeness(pattern: string): RegExp {
  const parts = pattern.split('%').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 'is')
}
