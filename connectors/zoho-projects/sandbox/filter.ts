import { type Call, isFields } from './call.ts'
import { holds } from './filter-conditions.ts'
import { patternHolds } from './filter-pattern.ts'
import { badValue } from './refusal.ts'
import type { Fields } from './rows.ts'
import type { World } from './world.ts'

interface Criterion {
  readonly name: string
  readonly condition: string
  readonly value: readonly string[]
}

/** The guide's example names; the task object has others. */
const guideNames: Readonly<Record<string, string>> = { assignee: 'owners_and_work', due_date: 'end_date' }

export function filtered(call: Call, all: readonly Fields[]): readonly Fields[] {
  const text = call.query.get('filter')
  if (text === null || text === '') return all
  const filter = parsed(text)
  if (!isFields(filter) || !Array.isArray(filter.criteria)) throw badValue('filter')
  const pattern = filter.pattern
  if (typeof pattern !== 'string' || pattern === '') throw badValue('pattern')
  const criteria = filter.criteria.map((item: unknown) => readCriterion(call.world, item))
  return all.filter(item =>
    patternHolds(
      pattern,
      criteria.map(one => matches(call.world, one, item)),
    ),
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badValue('filter')
  }
}

function readCriterion(world: World, item: unknown): Criterion {
  if (!isFields(item)) throw badValue('criteria')
  const { field_name: name, criteria_condition: condition, value } = item
  if (typeof name !== 'string' || typeof condition !== 'string') throw badValue('criteria')
  const values = value ?? []
  if (!Array.isArray(values) || !values.every(one => typeof one === 'string')) throw badValue('value')
  const multiple = condition === 'is' || condition === 'is_not' || condition.endsWith('between')
  if (values.length > 1 && !multiple) throw badValue('value')
  return { name: fieldName(world, name), condition, value: values }
}

function fieldName(world: World, name: string): string {
  const mode = world.switches.get('filter-names')
  const guide = Object.hasOwn(guideNames, name) ? guideNames[name] : undefined
  if (guide !== undefined && mode === 'object') throw badValue('field_name')
  if (mode === 'guide' && Object.values(guideNames).includes(name)) throw badValue('field_name')
  if (name === 'last_modified_time' && world.switches.get('filter-last-modified') === 'refuse')
    throw badValue('field_name')
  return guide ?? name
}

function matches(world: World, criterion: Criterion, item: Fields): boolean {
  const { name, condition, value } = criterion
  if (name === 'last_modified_time' && world.switches.get('filter-last-modified') === 'ignore') return true
  const aliased = name === 'last_modified_time' ? 'modified_time' : name
  return holds(world, condition, item[name] ?? item[aliased], value)
}
