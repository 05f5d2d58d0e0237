import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launched, unpacked } from './open-browser.ts'

const mark = join(tmpdir(), 'chromium-is-unpacked')

/**
 * Before any test: files that run side by side must not unpack one browser over each other, nor use one that was left half unpacked.
 * Where it does not start, the tests that need it say so.
 */
export default async function unpackBrowser(): Promise<void> {
  if (existsSync(mark) && existsSync(unpacked.browser)) return
  for (const half of Object.values(unpacked)) await rm(half, { recursive: true, force: true })
  try {
    await (await launched()).close()
    await writeFile(mark, '')
  } catch (error) {
    process.stderr.write(`The tests' browser does not start: ${String(error)}\n`)
  }
}
