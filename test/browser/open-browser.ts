import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import chromium, { inflate } from '@sparticuz/chromium'
import { type Browser, chromium as engine } from 'playwright-core'
import { afterAll } from 'vitest'

/** Where the package unpacks itself. */
export const unpacked = { browser: join(tmpdir(), 'chromium'), libraries: join(tmpdir(), 'al2023') }

/** One browser for a test file: a Chromium from npm, with nothing to install by hand. */
export async function openBrowser(): Promise<Browser> {
  const browser = await launched()
  afterAll(() => browser.close())
  return browser
}

export async function launched(): Promise<Browser> {
  const executablePath = await chromium.executablePath()
  const start = (more: Readonly<Record<string, string>> = {}) =>
    engine.launch({
      executablePath,
      headless: true,
      args: [
        '--headless=shell',
        '--no-sandbox',
        '--no-zygote',
        '--disable-gpu',
        '--font-render-hinting=none',
      ],
      env: { ...process.env, ...more },
    })
  try {
    return await start()
  } catch {
    // A bare machine lacks libraries that a desktop has; the package brings them along.
    return start({ LD_LIBRARY_PATH: await broughtLibraries() })
  }
}

async function broughtLibraries(): Promise<string> {
  const folder = unpacked.libraries
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  if (!existsSync(folder)) await inflate(join(dirname(main), '..', 'bin', 'al2023.tar.br'))
  return join(folder, 'lib')
}
