/** The CRM counts in seconds and prints them in the calling user's zone; these two bring it to one form. */

/** ISO 8601 in UTC, or null for what is no moment. */
export function instant(text: string | null | undefined): string | null {
  const time = Date.parse(text ?? '')
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

/** A moment as the CRM's queries and headers take it: whole seconds, with an offset (not an HTTP date). */
export function inSeconds(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19)}+00:00`
}
