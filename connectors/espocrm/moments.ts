import { instant } from '#spi'

/** EspoCRM prints moments in UTC, in whole seconds, without saying so: `2026-11-21 21:21:06`. */
const form = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}(?::\d{2})?)$/

/** ISO 8601 in UTC, or null for what is no moment. */
export function fromEspo(text: unknown): string | null {
  const parts = typeof text === 'string' ? form.exec(text) : null
  return parts ? instant(`${parts[1]}T${parts[2]}Z`) : null
}

/** A moment as EspoCRM takes it; parts of a second are dropped. */
export function toEspo(iso: string): string {
  return new Date(iso).toISOString().slice(0, 19).replace('T', ' ')
}
