import type { Carried, Lens, Lines } from '../lens.ts'
import { carried, lens, notCarried } from '../lens.ts'
import type { Side, Value } from '../value.ts'

export interface TextLimits {
  readonly crm?: number | undefined
  readonly pm?: number | undefined
}

/** Text as people compare it: same letters, whatever the line ends, the composition or the blanks around it. */
export function plainForm(value: Value): string {
  if (value === null) return ''
  return String(value)
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map(line => line.trimEnd())
    .join('\n')
    .trim()
}

/** `maxLength` in characters, per side. A text too long is a question, not a cut. */
export function textLens(limits: TextLimits = {}): Lens {
  return lens(
    'text',
    (crm, pm) => crm === pm || plainForm(crm) === plainForm(pm),
    (value, to) => withinLimit(value, to, limits[to]),
    {
      lines: linesOf(
        (_side, value) => plainForm(value),
        (side, text) => withinLimit(text, side, limits[side]),
      ),
    },
  )
}

/** Lines of a text, and back. A text without a letter is an empty field. */
export function linesOf(
  read: (side: Side, value: Value) => string,
  write: (side: Side, text: string | null) => Carried,
): Lines {
  return {
    of: (side, value) => read(side, value).split('\n'),
    to: (side, lines) => write(side, lines.join('\n') || null),
  }
}

/** The text, or the question what to do with one that is too long. */
export function withinLimit(value: Value, to: Side, limit: number | undefined): Carried {
  const text = value === null ? null : String(value)
  if (limit === undefined || text === null || text.length <= limit) return carried(text)
  const where = to === 'crm' ? 'the CRM' : 'the project tool'
  return notCarried('carry/too-long', `${text.length} characters, and ${where} takes at most ${limit}`)
}
