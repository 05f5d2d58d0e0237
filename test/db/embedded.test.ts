import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { closedFolder } from '../../src/store/embedded.ts'

const script = `
  const { startEmbeddedDatabase } = await import(process.env.EMBEDDED)
  const server = await startEmbeddedDatabase()
  process.exitCode = 3
  await server.stop()
`

test('a process that used the embedded database ends with its own exit code', async () => {
  const embedded = new URL('../../src/store/embedded.ts', import.meta.url).href
  const args = ['--input-type=module', '--eval', script]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, EMBEDDED: embedded },
    stdio: 'ignore',
  })
  const [code] = await once(child, 'exit')
  expect(code).toBe(3)
})

test('a folder that the database could not pass through, having a user of its own, is named', async () => {
  const top = await mkdtemp(join(tmpdir(), 'baton-closed-'))
  onTestFinished(() => rm(top, { recursive: true }))
  const inner = join(top, 'a', 'b')
  await mkdir(inner, { recursive: true, mode: 0o755 })
  expect(await closedFolder(join(inner, 'file'))).toBe(top)
  await chmod(top, 0o711)
  expect(await closedFolder(join(inner, 'file'))).toBeNull()
  await chmod(join(top, 'a'), 0o750)
  expect(await closedFolder(join(inner, 'file'))).toBe(join(top, 'a'))
})
