/** Who wrote a comment, when, in which tool, and with which files. */
export interface Byline {
  readonly author: string
  /** ISO 8601 in UTC; null where the vendor does not tell. */
  readonly at: string | null
  readonly tool: string
  /** Each with its name and its address. */
  readonly files: readonly string[]
}

/** What a byline adds to a text at most, in characters. */
export const bylineRoom = 2000
/** Files that are named; for more of them people look at the comment itself. */
const mostFiles = 6
const longestFile = 250
const longestName = 80
const filePrefix = 'File: '

const form = /^(.+), (undated|\d{4}-\d\d-\d\d \d\d:\d\d UTC), in (.+?)(?:, with (\d+)(?: of \d+)? files?)?:$/

/** The first lines of a copy: `Ada Sync, 2026-11-04 08:00 UTC, in Zoho CRM:`, then a line for each file. */
export function linesOfByline({ author, at, tool, files }: Byline): readonly string[] {
  const named = files.map(fileOf).filter(isShort).slice(0, mostFiles)
  const of = named.length === files.length ? '' : ` of ${files.length}`
  const count =
    files.length === 0 ? '' : `, with ${named.length}${of} ${files.length === 1 ? 'file' : 'files'}`
  return [
    `${nameOf(author)}, ${minuteOf(at)}, in ${nameOf(tool)}${count}:`,
    ...named.map(name => `${filePrefix}${name}`),
  ]
}

interface ReadByline {
  readonly said: Omit<Byline, 'files'>
  /** The text that follows. */
  readonly rest: readonly string[]
  /** All files that it announces are there. */
  readonly isWhole: boolean
}

/** A text without the byline that it begins with, and what the byline says. Null: it begins with none. */
export function readByline(lines: readonly string[]): ReadByline | null {
  const start = lines.findIndex(isWritten)
  const [, author, at, tool, count] = form.exec(lines[start]?.trim() ?? '') ?? []
  if (author === undefined || at === undefined || tool === undefined) return null
  let rest = withoutBlank(lines.slice(start + 1))
  let left = Number(count ?? 0)
  for (; left > 0 && rest[0]?.trim().startsWith(filePrefix.trim()); left -= 1)
    rest = withoutBlank(rest.slice(1))
  return { said: { author, at, tool }, rest, isWhole: left === 0 }
}

/** Whether a byline that was read says what this one would. */
export function saysTheSame(said: Omit<Byline, 'files'>, byline: Byline): boolean {
  return (
    said.author === nameOf(byline.author) &&
    said.at === minuteOf(byline.at) &&
    said.tool === nameOf(byline.tool)
  )
}

function isShort(file: string): boolean {
  return file !== '' && file.length <= longestFile
}

function isWritten(line: string): boolean {
  return line.trim() !== ''
}

function withoutBlank(lines: readonly string[]): readonly string[] {
  const start = lines.findIndex(isWritten)
  return start === -1 ? [] : lines.slice(start)
}

/** No vendor may read more into a name than a name: signs that mean something in a text are left out. */
function nameOf(text: string): string {
  const name = oneLine(withoutSigns(text)).slice(0, longestName).trim()
  return name === '' ? 'Somebody' : name
}

function withoutSigns(text: string): string {
  return text.replace(/[`*_~<>[\]#|\\@]/g, ' ')
}

/** Addresses stay as they are. */
function fileOf(text: string): string {
  const words = text
    .split(/\s+/)
    .map(word => (/^https?:\/\/[^<>"'`]+$/.test(word) ? word : withoutSigns(word)))
  return oneLine(words.join(' '))
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function minuteOf(at: string | null): string {
  const time = at === null ? Number.NaN : Date.parse(at)
  return Number.isNaN(time) ? 'undated' : `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
