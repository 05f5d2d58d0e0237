import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launched } from './open-browser.ts'

/** Before any test: files that run side by side must not unpack one browser over each other. On a machine that had it this costs nothing. */
export default async function unpackBrowser(): Promise<void> {
  if (existsSync(join(tmpdir(), 'chromium'))) return
  const browser = await launched()
  await browser.close()
}
