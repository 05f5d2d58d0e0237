import { must, peek, type Reader, take, takeIf, takeName, unexpected } from './coql-words.ts'

export type Operator = '=' | '!=' | '>' | '>=' | '<' | '<=' | 'in' | 'like' | 'between' | 'null'

export interface Criterion {
  readonly kind: 'criterion'
  readonly path: string
  readonly operator: Operator
  readonly negated: boolean
  readonly values: readonly string[]
}

interface Joined {
  readonly kind: 'and' | 'or'
  readonly parts: readonly Condition[]
}

export type Condition = Criterion | Joined

export interface Grammar {
  readonly mustFilter: boolean
  /** `a and b and c` is refused; Zoho wants `(a and b) and c`. */
  readonly mustBracket: boolean
}

export function listOf<Part>(reader: Reader, read: (reader: Reader) => Part): Part[] {
  const parts = [read(reader)]
  while (takeIf(reader, ',')) parts.push(read(reader))
  return parts
}

/** `Due_Date`, `Account_Name.Account_Name`, `What_Id->Deals.Deal_Name`. */
export function takePath(reader: Reader): string {
  let path = takeName(reader)
  if (takeIf(reader, '->')) path += `->${takeName(reader)}`
  while (takeIf(reader, '.')) path += `.${takeName(reader)}`
  return path
}

export function condition(reader: Reader, grammar: Grammar): Condition {
  let left = unit(reader, grammar)
  let joins = 0
  for (let kind = takeJoin(reader); kind; kind = takeJoin(reader)) {
    if (joins > 0 && grammar.mustBracket) throw unexpected(reader)
    left = { kind, parts: [left, unit(reader, grammar)] }
    joins += 1
  }
  return left
}

function takeJoin(reader: Reader): 'and' | 'or' | null {
  if (takeIf(reader, 'and')) return 'and'
  return takeIf(reader, 'or') ? 'or' : null
}

function unit(reader: Reader, grammar: Grammar): Condition {
  if (!takeIf(reader, '(')) return criterion(reader)
  const inner = condition(reader, grammar)
  must(reader, ')')
  return inner
}

function criterion(reader: Reader): Criterion {
  const path = takePath(reader)
  if (takeIf(reader, 'is')) {
    const negated = takeIf(reader, 'not')
    must(reader, 'null')
    return { kind: 'criterion', path, operator: 'null', negated, values: [] }
  }
  const negated = takeIf(reader, 'not')
  return { kind: 'criterion', path, negated, ...comparison(reader, negated) }
}

function comparison(reader: Reader, negated: boolean): Pick<Criterion, 'operator' | 'values'> {
  if (takeIf(reader, 'in')) return { operator: 'in', values: bracketed(reader) }
  if (takeIf(reader, 'like')) return { operator: 'like', values: [value(reader)] }
  if (takeIf(reader, 'between')) return { operator: 'between', values: between(reader) }
  const sign = (['=', '!=', '>=', '<=', '>', '<'] as const).find(one => !negated && takeIf(reader, one))
  if (!sign) throw unexpected(reader)
  return { operator: sign, values: [value(reader)] }
}

function bracketed(reader: Reader): readonly string[] {
  must(reader, '(')
  const values = listOf(reader, value)
  must(reader, ')')
  return values
}

function between(reader: Reader): readonly string[] {
  const low = value(reader)
  must(reader, 'and')
  return [low, value(reader)]
}

/** Numbers stay text: ids have more digits than a number holds. */
function value(reader: Reader): string {
  const { kind, text } = peek(reader)
  const plain = kind === 'word' && ['true', 'false'].includes(text.toLowerCase())
  if (kind !== 'text' && kind !== 'number' && !plain) throw unexpected(reader)
  take(reader)
  return plain ? text.toLowerCase() : text
}
