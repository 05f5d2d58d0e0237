import { badValue } from './refusal.ts'

/** Reads `(1 AND 2) OR 3` over the answers of the numbered criteria. */
export function patternHolds(pattern: string, answers: readonly boolean[]): boolean {
  const tokens = pattern.match(/\d+|AND|OR|\(|\)/gi) ?? []
  const [value, rest] = anyOf(tokens, answers)
  if (rest.length > 0) throw badValue('pattern')
  return value
}

type Read = readonly [boolean, readonly string[]]

function anyOf(tokens: readonly string[], answers: readonly boolean[]): Read {
  const [left, rest] = allOf(tokens, answers)
  if (rest[0]?.toUpperCase() !== 'OR') return [left, rest]
  const [right, after] = anyOf(rest.slice(1), answers)
  return [left || right, after]
}

function allOf(tokens: readonly string[], answers: readonly boolean[]): Read {
  const [left, rest] = one(tokens, answers)
  if (rest[0]?.toUpperCase() !== 'AND') return [left, rest]
  const [right, after] = allOf(rest.slice(1), answers)
  return [left && right, after]
}

function one(tokens: readonly string[], answers: readonly boolean[]): Read {
  const [first, ...rest] = tokens
  if (first === '(') {
    const [value, after] = anyOf(rest, answers)
    if (after[0] !== ')') throw badValue('pattern')
    return [value, after.slice(1)]
  }
  const answer = answers[Number(first) - 1]
  if (answer === undefined) throw badValue('pattern')
  return [answer, rest]
}
