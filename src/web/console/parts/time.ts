import { type Html, html } from '../html.ts'

/** What times are written with: the viewer's zone, and now. */
export interface Clock {
  readonly zone: string
  readonly now: Date
}

/** A moment in the viewer's zone, and how long ago; `iso` is ISO 8601 with a zone. */
export function moment(iso: string | null, { zone, now }: Clock): Html {
  if (iso === null) return html`<span class="text-secondary">never</span>`
  const at = new Date(iso)
  const whole = format(zone, { dateStyle: 'medium', timeStyle: 'medium' }).format(at)
  return html`<time datetime="${iso}" title="${whole} (${zone})">${nearby(at, now, zone)}</time>`
}

function nearby(at: Date, now: Date, zone: string): string {
  const seconds = (now.getTime() - at.getTime()) / 1000
  if (Math.abs(seconds) < 60) return 'just now'
  const [size, unit] = Math.abs(seconds) < 3600 ? ([60, 'minute'] as const) : ([3600, 'hour'] as const)
  if (Math.abs(seconds) < 86_400) return ago.format(-Math.trunc(seconds / size), unit)
  return format(zone, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}

const ago = new Intl.RelativeTimeFormat('en', { numeric: 'always' })
const formats = new Map<string, Intl.DateTimeFormat>()

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([zone, options])
  const known = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone })
  formats.set(key, known)
  return known
}

/** A calendar day, `2026-11-26`. It never passes through a time zone. */
export function day(iso: string): Html {
  return html`<time datetime="${iso}">${dayWords(iso)}</time>`
}

function dayWords(iso: string): string {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso) ?? []
  if (year === undefined) return iso
  return `${Number(date)} ${months[Number(month) - 1] ?? month} ${year}`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec']

/** Seconds as people say them: `2 min`, `3 h`. */
export function span(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`
  if (seconds < 120) return `${Math.round(seconds)} s`
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`
}
