import { invalid, type Refusal } from './answer.ts'

export interface SearchCriterion {
  readonly kind: 'criterion'
  readonly field: string
  readonly operator: string
  readonly values: readonly string[]
}

interface SearchGroup {
  readonly kind: 'and' | 'or'
  readonly parts: readonly SearchCondition[]
}

export type SearchCondition = SearchCriterion | SearchGroup

interface Reader {
  readonly text: string
  next: number
}

/** `((Subject:equals:Kick-off)and(Status:equals:Deferred))`, with `( ) , \` escaped by a backslash. */
export function parseCriteria(text: string): SearchCondition {
  const reader: Reader = { text, next: 0 }
  const condition = group(reader)
  if (reader.next < text.length) throw wrong()
  return condition
}

function wrong(): Refusal {
  return invalid({ param_name: 'criteria' }, 'Invalid query formed')
}

function group(reader: Reader): SearchCondition {
  must(reader, '(')
  const inner = reader.text[reader.next] === '(' ? joined(reader) : criterion(reader)
  must(reader, ')')
  return join(reader, inner)
}

function joined(reader: Reader): SearchCondition {
  return join(reader, group(reader))
}

/** Takes what follows with `and` or `or`, as long as something does. */
function join(reader: Reader, left: SearchCondition): SearchCondition {
  const kind = (['and', 'or'] as const).find(word => reader.text.startsWith(`${word}(`, reader.next))
  if (!kind) return left
  reader.next += kind.length
  return { kind, parts: [left, group(reader)] }
}

function criterion(reader: Reader): SearchCriterion {
  const [field = '', operator = '', ...values] = pieces(reader)
  if (field === '' || values.length === 0) throw wrong()
  return { kind: 'criterion', field, operator, values }
}

/** The field, the operator and the values, cut at the colons and commas that are not escaped. */
function pieces(reader: Reader): readonly string[] {
  const found = ['']
  for (let letter = reader.text[reader.next]; letter !== ')'; letter = reader.text[reader.next]) {
    if (letter === undefined || letter === '(') throw wrong()
    const isEscape = letter === '\\'
    const isCut = (letter === ':' && found.length < 3) || (letter === ',' && found.length >= 3)
    if (isCut) found.push('')
    else found[found.length - 1] += isEscape ? (reader.text[reader.next + 1] ?? '') : letter
    reader.next += isEscape ? 2 : 1
  }
  return found
}

function must(reader: Reader, letter: string): void {
  if (reader.text[reader.next] !== letter) throw wrong()
  reader.next += 1
}

export function criteriaCount(condition: SearchCondition): number {
  if (condition.kind === 'criterion') return 1
  return condition.parts.reduce((sum, part) => sum + criteriaCount(part), 0)
}
