/** The calendar day, `YYYY-MM-DD`, of a moment in a time zone. */
export function dayIn(zone: string, moment: string | number): string {
  return wallClock(zone, new Date(moment).getTime()).slice(0, 10)
}

/** The moment at which clocks in a zone show `YYYY-MM-DDTHH:mm:ss`. */
export function momentIn(zone: string, local: string): string {
  const asUtc = Date.parse(`${local}Z`)
  const first = asUtc - offset(zone, asUtc)
  return new Date(asUtc - offset(zone, first)).toISOString()
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function offset(zone: string, moment: number): number {
  return Date.parse(`${wallClock(zone, moment)}Z`) - Math.floor(moment / 1000) * 1000
}

function wallClock(zone: string, moment: number): string {
  const text = new Date(moment).toLocaleString('sv-SE', { timeZone: zone })
  return text.replace(' ', 'T')
}
