/** Moments are kept as `YYYY-MM-DDTHH:mm:ssZ`: Zoho knows no fractions, and such texts sort as they stand. */
const asWritten = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/
const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, string>()
const quarterHour = 900_000

export function moment(milliseconds: number): string {
  return `${new Date(Math.floor(milliseconds / 1000) * 1000).toISOString().slice(0, 19)}Z`
}

/** Reads the one form that Zoho's pages show; anything else is null. */
export function readMoment(text: unknown): string | null {
  if (typeof text !== 'string' || !asWritten.test(text)) return null
  const milliseconds = Date.parse(text)
  return Number.isNaN(milliseconds) || !isDay(text.slice(0, 10)) ? null : moment(milliseconds)
}

export function isDay(text: unknown): boolean {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const milliseconds = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(text)
}

/** `2026-11-02T10:15:30+01:00`: the same moment on the wall of somebody in that zone. */
export function inZone(kept: string, zone: string): string {
  const milliseconds = Date.parse(kept)
  const offset = offsetAt(milliseconds, zone)
  const shifted = new Date(milliseconds + offsetMilliseconds(offset))
  return `${shifted.toISOString().slice(0, 19)}${offset}`
}

export function offsetMilliseconds(offset: string): number {
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6))
  return (offset.startsWith('-') ? -1 : 1) * minutes * 60_000
}

export function offsetAt(milliseconds: number, zone: string): string {
  const key = `${zone} ${Math.floor(milliseconds / quarterHour)}`
  const known = offsets.get(key) ?? askOffset(milliseconds, zone)
  offsets.set(key, known)
  return known
}

function askOffset(milliseconds: number, zone: string): string {
  const format =
    formats.get(zone) ?? new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
  formats.set(zone, format)
  const name = format.formatToParts(milliseconds).find(({ type }) => type === 'timeZoneName')?.value
  return name?.slice(3) || '+00:00'
}
