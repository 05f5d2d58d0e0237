import { Refusal } from './answer.ts'

interface Token {
  readonly kind: 'text' | 'number' | 'word' | 'sign' | 'end'
  readonly text: string
  readonly at: number
}

/** Reads a query from left to right; what is read is gone. */
export interface Reader {
  readonly tokens: readonly Token[]
  next: number
}

const shape = /\s*(?:'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(->|!=|>=|<=|[=<>(),.]))/y
const end: Token = { kind: 'end', text: '', at: 0 }

export function readerOf(query: string): Reader {
  const tokens: Token[] = []
  const scanner = new RegExp(shape)
  while (query.slice(scanner.lastIndex).trim() !== '') {
    const at = scanner.lastIndex
    const found = scanner.exec(query)
    if (!found) throw syntaxError(at, query.slice(at).trim())
    tokens.push(token(found, at))
  }
  return { tokens, next: 0 }
}

/** Quotes inside a text are doubled. */
function token([, text, number, word, sign]: RegExpExecArray, at: number): Token {
  if (text !== undefined) return { kind: 'text', text: text.replaceAll("''", "'"), at }
  if (number !== undefined) return { kind: 'number', text: number, at }
  return word === undefined ? { kind: 'sign', text: sign ?? '', at } : { kind: 'word', text: word, at }
}

export function peek(reader: Reader): Token {
  return reader.tokens[reader.next] ?? end
}

export function take(reader: Reader): Token {
  const token = peek(reader)
  reader.next += 1
  return token
}

/** Takes the next token if it is this word or sign; words in any case. */
export function takeIf(reader: Reader, text: string): boolean {
  const token = peek(reader)
  const fits = ['word', 'sign'].includes(token.kind) && token.text.toLowerCase() === text
  if (fits) reader.next += 1
  return fits
}

export function must(reader: Reader, text: string): void {
  if (!takeIf(reader, text)) throw unexpected(reader)
}

export function takeName(reader: Reader): string {
  if (peek(reader).kind !== 'word') throw unexpected(reader)
  return take(reader).text
}

export function takeNumber(reader: Reader): number {
  const { kind, text } = peek(reader)
  if (kind !== 'number' || !/^\d+$/.test(text)) throw unexpected(reader)
  return Number(take(reader).text)
}

export function unexpected(reader: Reader): Refusal {
  const { at, text } = peek(reader)
  return syntaxError(at, text)
}

function syntaxError(column: number, near: string): Refusal {
  const details = { line: 1, column: column + 1, near: near.slice(0, 40) }
  return new Refusal(400, 'SYNTAX_ERROR', 'error occurred while parsing the query', details)
}
