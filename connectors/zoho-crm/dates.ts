/** A moment as the CRM's queries and headers take it: whole seconds, with an offset (not an HTTP date). */
export function inSeconds(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19)}+00:00`
}
