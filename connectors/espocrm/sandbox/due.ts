import type { Stored } from './world.ts'

/** A day without a time makes the moment: the midnight after it, in the site's zone. A moment given beside it is lost. */
export function settleDay(record: Stored, field: string, nextMidnight: boolean, zone: string): Stored {
  const day = record[`${field}Date`]
  if (typeof day !== 'string' || day === '') return record
  const start = midnight(day, zone)
  const end = new Date(start + 86_400_000).toISOString()
  const iso = nextMidnight ? end : new Date(start).toISOString()
  return { ...record, [field]: iso.slice(0, 19).replace('T', ' ') }
}

/** Milliseconds at which a day begins in a zone. */
function midnight(day: string, zone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`)
  const guess = wall - offset(wall, zone)
  return wall - offset(guess, zone)
}

function offset(at: number, zone: string): number {
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at)
  return Date.parse(`${shown.replace(' ', 'T')}Z`) - at
}
