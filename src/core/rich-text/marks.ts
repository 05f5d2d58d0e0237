const signs: ReadonlyMap<string, string> = new Map([
  ['strong', '**'],
  ['em', '_'],
  ['s', '~~'],
])

/** Marks that text has no sign for; they only count where both sides keep HTML. */
const withoutSign = ['u', 'sub', 'sup', 'mark']
const order = ['link', 'strong', 'em', 's', ...withoutSign, 'code']

const link = 'link '

/** A tag, with its address where it is a link, as a mark on the letters within; null: it is none. */
export function markOf(tag: string, href: string | undefined, keepsAll: boolean): string | null {
  if (tag === 'a') return href ? link + readable(href) : null
  return order.includes(tag) && (keepsAll || !withoutSign.includes(tag)) ? tag : null
}

/** In the order in which they are written, each once, so that `<b><i>` and `<i><b>` read alike. */
export function sorted(marks: Iterable<string>): readonly string[] {
  const rank = (mark: string) => order.indexOf(mark.split(' ')[0] ?? '')
  return [...new Set(marks)].sort((a, b) => rank(a) - rank(b))
}

/** Letters with a mark as people write it; `label` is what they say without any. */
export function markdownMark(mark: string, inner: string, label: string): string {
  if (mark.startsWith(link)) return linked(inner, label, mark.slice(link.length))
  if (mark === 'code') return fenced(inner)
  const sign = signs.get(mark)
  return sign === undefined ? `<${mark}>${inner}</${mark}>` : sign + inner + sign
}

/** A mention stays a name, and an address that shows itself stays bare. */
function linked(inner: string, label: string, href: string): string {
  if (label.startsWith('@') || label === href || `mailto:${label}` === href) return inner
  return /[[\]]/.test(label) ? `${inner} (${href})` : `[${inner}](${href})`
}

function fenced(code: string): string {
  if (!code.includes('`')) return `\`${code}\``
  const fence = fenceFor(code, 2)
  return `${fence} ${code} ${fence}`
}

/** More ticks than stand in a row in the code, and so many at least. */
export function fenceFor(code: string, least: number): string {
  const longest = [...code.matchAll(/`+/g)].reduce((most, [ticks]) => Math.max(most, ticks.length), 0)
  return '`'.repeat(Math.max(least, longest + 1))
}

/** An address as people know it: letters in place of their bytes, and nothing that would end it early. */
function readable(href: string): string {
  return href
    .replace(/(%[89a-f][0-9a-f])+/gi, lettersOf)
    .replace(/[\s()<>]/g, letter => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** The letters that a run of encoded bytes stands for, where it stands for any. */
export function lettersOf(bytes: string): string {
  try {
    return decodeURIComponent(bytes)
  } catch {
    return bytes
  }
}
