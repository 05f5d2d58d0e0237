import type { World } from './world.ts'

/** Rich text comes back wrapped in a `<div>`; a bare line break has no meaning in it. */
export function normalHtml(world: World, text: string): string {
  const kept = world.switches.get('newlines') === 'kept' ? text : text.replace(/\s*\r?\n\s*/g, ' ')
  if (kept === '' || /^<div[\s>]/i.test(kept)) return kept
  return `<div>${kept}</div>`
}
