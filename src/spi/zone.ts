/**
 * What a zone's clocks show. A due date is a calendar day with us and a moment at some vendors; the day is the one in
 * the account's own zone. `Intl` knows the zones, daylight saving included.
 */

const dayForm = /^\d{4}-\d{2}-\d{2}$/
const hour = 3_600_000

/** ISO 8601 in UTC, or null for what is no moment. */
export function instant(text: string | null | undefined): string | null {
  const time = Date.parse(text ?? '')
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

/** The calendar day of a moment in a zone; a bare day stays what it is. */
export function dayIn(zone: string, moment: string | null | undefined): string | null {
  if (moment && dayForm.test(moment)) return moment
  const iso = instant(moment)
  return iso === null ? null : wallClock(zone, Date.parse(iso)).slice(0, 10)
}

/** The time of day of a moment in a zone, as `HH:MM:SS`; null where there is none. */
export function timeIn(zone: string, moment: string | null | undefined): string | null {
  if (!moment || dayForm.test(moment)) return null
  const iso = instant(moment)
  return iso === null ? null : wallClock(zone, Date.parse(iso)).slice(11)
}

/**
 * The moment at which a zone's clocks show this day and time. A time that happens twice means the first; one that
 * daylight saving leaps over moves by the width of the leap, onward where that stays within the day.
 */
export function momentOn(zone: string, day: string, time: string): string {
  const wall = Date.parse(`${day}T${time}Z`)
  const onward = wall - offset(zone, wall - 24 * hour)
  const backward = wall - offset(zone, wall + 24 * hour)
  const shows = (start: string) => (moment: number) => wallClock(zone, moment).startsWith(start)
  const moments = [onward, backward]
  const moment = moments.find(shows(`${day}T${time}`)) ?? moments.find(shows(day)) ?? onward
  return new Date(moment).toISOString()
}

/** Milliseconds that a zone's clocks are ahead of UTC at a moment. */
function offset(zone: string, moment: number): number {
  return Date.parse(`${wallClock(zone, moment)}Z`) - Math.floor(moment / 1000) * 1000
}

function wallClock(zone: string, moment: number): string {
  const parts = Object.fromEntries(
    formOf(zone)
      .formatToParts(moment)
      .map(part => [part.type, part.value]),
  )
  const { year = '', month, day, hour: hours, minute, second } = parts
  return `${year.padStart(4, '0')}-${month}-${day}T${hours}:${minute}:${second}`
}

const forms = new Map<string, Intl.DateTimeFormat>()

/** Making one takes a hundred times as long as using it. */
function formOf(zone: string): Intl.DateTimeFormat {
  const known = forms.get(zone)
  if (known) return known
  const form = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  forms.set(zone, form)
  return form
}
