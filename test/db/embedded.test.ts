import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'

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
