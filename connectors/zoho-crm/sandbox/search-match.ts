import { invalid, tooMany } from './answer.ts'
import { type Call, module } from './call.ts'
import type { FieldDef } from './fields.ts'
import { readMoment } from './moment.ts'
import { idOf } from './print.ts'
import { criteriaCount, parseCriteria, type SearchCondition, type SearchCriterion } from './search-parse.ts'
import { fieldsOf, type Stored } from './world.ts'

export type Test = (record: Stored) => boolean

const operators: readonly string[] = [
  'equals',
  'not_equal',
  'starts_with',
  'in',
  'between',
  'greater_than',
  'greater_equal',
  'less_than',
  'less_equal',
]

export function criteriaTest(call: Call, text: string): Test {
  const condition = parseCriteria(text)
  const limit = Number(call.world.switches.get('search-criteria'))
  if (criteriaCount(condition) > limit) throw tooMany('criteria', limit)
  return compile(call, condition)
}

function compile(call: Call, condition: SearchCondition): Test {
  if (condition.kind === 'criterion') return criterion(call, condition)
  const tests = condition.parts.map(part => compile(call, part))
  return condition.kind === 'and'
    ? record => tests.every(test => test(record))
    : record => tests.some(test => test(record))
}

function criterion(call: Call, { field: path, operator, values }: SearchCriterion): Test {
  const [name, inner] = path.split('.')
  const field = fieldsOf(call.world, module(call)).find(one => one.name === name)
  if (!field || (inner !== undefined && inner !== 'id'))
    throw invalid({ param_name: 'criteria', api_name: path })
  if (!operators.includes(operator)) throw invalid({ param_name: 'criteria', operator })
  if (values.length > 100) throw tooMany('in', 100)
  const limits = values.map(value => (field.kind === 'datetime' ? (readMoment(value) ?? value) : value))
  return record => holds(operator, field, searched(field, record), limits)
}

function searched(field: FieldDef, record: Stored): string {
  const value = record[field.name] ?? ''
  return field.kind === 'lookup' || field.kind === 'ownerlookup' ? idOf(value) : String(value)
}

function holds(operator: string, field: FieldDef, value: string, limits: readonly string[]): boolean {
  const [first = '', second = ''] = limits
  if (operator === 'equals') return equals(field, value, first)
  if (operator === 'not_equal') return !equals(field, value, first)
  if (operator === 'in') return limits.some(limit => equals(field, value, limit))
  if (operator === 'starts_with') return value.toLowerCase().startsWith(first.toLowerCase())
  if (value === '') return false
  if (operator === 'between') return order(value, first) >= 0 && order(value, second) <= 0
  if (operator.startsWith('greater')) return order(value, first) > (operator === 'greater_equal' ? -1 : 0)
  return order(value, first) < (operator === 'less_equal' ? 1 : 0)
}

/** For text, `equals` is known to behave like "contains". */
function equals(field: FieldDef, value: string, limit: string): boolean {
  const [whole, part] = [value.toLowerCase(), limit.toLowerCase()]
  return field.kind === 'text' ? whole.includes(part) : whole === part
}

function order(value: string, limit: string): number {
  const [a, b] = [Number(value), Number(limit)]
  if (!Number.isNaN(a) && !Number.isNaN(b)) return Math.sign(a - b)
  return value === limit ? 0 : value < limit ? -1 : 1
}
