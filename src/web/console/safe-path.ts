/** A path of ours to go to; whatever else was asked for becomes `/`. */
export function safePath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !/^\/(?![/\\])/.test(wanted)) return '/'
  const here = 'https://baton.invalid'
  return URL.canParse(wanted, here) && new URL(wanted, here).origin === here ? wanted : '/'
}
