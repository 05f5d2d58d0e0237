import { readFileSync } from 'node:fs'
import { z } from 'zod'

const about = z.object({ version: z.string() })

/** Which Baton this is, as `package.json` says. */
export function ownVersion(): string {
  return about.parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))).version
}
