import type { Carried, Lens, Lines } from '../lens.ts'
import { carried, lens, notCarried } from '../lens.ts'
import { blocksOf, cleanHtml, richAtMost } from '../rich-text/clean-html.ts'
import { htmlToText } from '../rich-text/html-to-text.ts'
import { textToHtml } from '../rich-text/text-to-html.ts'
import type { Side, Value } from '../value.ts'
import type { TextLimits } from './text.ts'
import { linesOf, withinLimit } from './text.ts'

/** How a side keeps formatting: as readable signs within text, or as HTML. */
export type Form = 'text' | 'html'

/** Formatted text, where at least one side keeps HTML. What is compared is how it reads, never how it is written. */
export function richTextLens(forms: Readonly<Record<Side, Form>>, limits: TextLimits = {}): Lens {
  const isOneForm = forms.crm === forms.pm
  const agree = isOneForm ? readsAlike : readsAcross(forms)
  const convert = (value: Value, to: Side) => {
    const across = isOneForm ? carryHtml(value) : carryAcross(value, forms[to])
    return across.ok ? withinLimit(across.value, to, limits[to]) : across
  }
  const reading = (side: Side, value: Value) => (forms[side] === 'text' ? readText(value) : readHtml(value))
  const alike = (side: Side, before: Value, after: Value) =>
    isOneForm ? readsAlike(before, after) : reading(side, before) === reading(side, after)
  const write = (side: Side, text: string | null) =>
    withinLimit(text === null || forms[side] === 'text' ? text : textToHtml(text), side, limits[side])
  const shared = (side: Side, value: Value) => readText(forms[side] === 'text' ? value : readHtml(value))
  const lines = isOneForm ? linesOfHtml(convert) : linesOf(shared, write)
  return lens('rich-text', agree, convert, { alike, lines })
}

/** Where both sides keep HTML nothing of its formatting may get lost: its lines are the blocks it is made of. */
function linesOfHtml(write: (value: Value, to: Side) => Carried): Lines {
  return {
    of: (_side, value) => blocksOf(lettersOf(value)),
    to: (side, blocks) => write(blocks.join('') || null, side),
  }
}

/**
 * Both laws by construction: what text becomes in HTML reads as that text is read, and what HTML becomes in text is
 * read as itself.
 */
function readsAcross(forms: Readonly<Record<Side, Form>>): (crm: Value, pm: Value) => boolean {
  return (crm, pm) => {
    const [text, html] = forms.crm === 'text' ? [crm, pm] : [pm, crm]
    const [read, shown] = [readText(text), readHtml(html)]
    return read === shown || read === readText(shown)
  }
}

function carryAcross(value: Value, to: Form): Carried {
  const across = to === 'html' ? textToHtml(lettersOf(value)) : readHtml(value)
  return carried(across === '' ? null : across)
}

function readText(value: Value): string {
  return htmlToText(textToHtml(lettersOf(value)))
}

function readHtml(value: Value): string {
  return htmlToText(lettersOf(value))
}

function readsAlike(a: Value, b: Value): boolean {
  return a === b || htmlToText(lettersOf(a), 'all') === htmlToText(lettersOf(b), 'all')
}

/** HTML to HTML: cleaned. Where cleaning would change how it reads, nobody can say what is right. */
function carryHtml(value: Value): Carried {
  const html = lettersOf(value)
  if (html.length > richAtMost)
    return notCarried('carry/too-long', `${html.length} characters of HTML; at most ${richAtMost} are read`)
  const clean = cleanHtml(html)
  if (!readsAlike(clean, html)) return notCarried('carry/no-counterpart', 'the HTML cannot be cleaned')
  return carried(htmlToText(clean, 'all') === '' ? null : clean)
}

function lettersOf(value: Value): string {
  return value === null ? '' : String(value)
}
