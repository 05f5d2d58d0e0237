import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launched } from './open-browser.ts'

const at = (name: string) => join(tmpdir(), name)
const [browser, libraries, mark] = [at('chromium'), at('al2023'), at('chromium-is-unpacked')]

/**
 * Before any test: files that run side by side must not unpack one browser over each other, nor use one that was left half unpacked.
 * Where it does not start, the tests that need it say so.
 */
export default async function unpackBrowser(): Promise<void> {
  if (existsSync(mark) && existsSync(browser)) return
  for (const half of [browser, libraries]) await rm(half, { recursive: true, force: true })
  try {
    await (await launched()).close()
    await writeFile(mark, '')
  } catch (error) {
    process.stderr.write(`The tests' browser does not start: ${String(error)}\n`)
  }
}
