import { compareNames } from './compare-names.ts'
import type { Profile } from './profile.ts'
import { type Likeness, type Reason, type ReasonCode, reason } from './reason.ts'

/** From this score on two accounts are suggested to a person. */
export const suggestFrom = 0.65

/** Names less alike than this say nothing at all. */
const nameFrom = 0.4

interface Finding {
  /** How much of the remaining doubt it takes away, 0 to 1; below 0: how much of the score. */
  readonly weight: number
  readonly reason: Reason
}

/** How alike two accounts are, and why. Never more than 0.99 unless the names are equal. */
export function compare(a: Profile, b: Profile): Likeness {
  const names = compareNames(a.name, b.name)
  if (names.score === 1)
    return { score: 1, reasons: [...names.reasons, ...findings(a, b).map(one => one.reason)] }
  const told = names.score < nameFrom ? { score: 0, reasons: [] } : names
  const found = findings(a, b)
  const doubt = found.reduce((left, { weight }) => (weight > 0 ? left * (1 - weight) : left), 1 - told.score)
  const score = found.reduce((kept, { weight }) => (weight < 0 ? kept * (1 + weight) : kept), 1 - doubt)
  return {
    score: Math.round(Math.min(0.99, score) * 100) / 100,
    reasons: [...told.reasons, ...found.map(one => one.reason)],
  }
}

function findings(a: Profile, b: Profile): readonly Finding[] {
  return [...domains(a, b), ...phones(a, b), ...places(a, b)]
}

/** Websites, and where those say nothing the domains of e-mail addresses. */
function domains(a: Profile, b: Profile): readonly Finding[] {
  if (a.website !== null && b.website !== null)
    return a.website === b.website
      ? [found(0.75, 'same-website', a.website)]
      : [found(-0.12, 'other-website', a.website, b.website)]
  const [one, other] = [a.website ?? a.mail, b.website ?? b.mail]
  return one !== null && one === other ? [found(0.6, 'same-mail', one)] : []
}

function phones(a: Profile, b: Profile): readonly Finding[] {
  return a.phone !== null && a.phone === b.phone ? [found(0.6, 'same-phone')] : []
}

function places(a: Profile, b: Profile): readonly Finding[] {
  return [...cities(a.city, b.city), ...countries(a.country, b.country)]
}

function cities(one: string | null, other: string | null): readonly Finding[] {
  if (one === null || other === null) return []
  return one === other ? [found(0.1, 'same-city', one)] : [found(-0.08, 'other-city', one, other)]
}

/** A code and a name in full (`de`, `germany`) cannot be told to differ. */
function countries(one: string | null, other: string | null): readonly Finding[] {
  if (one === null || other === null || one === other || isCode(one) !== isCode(other)) return []
  return [found(-0.1, 'other-country', one, other)]
}

function isCode(country: string): boolean {
  return country.length <= 3
}

function found(weight: number, code: ReasonCode, ...about: string[]): Finding {
  return { weight, reason: reason(code, about) }
}
