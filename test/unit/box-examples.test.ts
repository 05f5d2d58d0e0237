import { expect, test } from 'vitest'
import { connectorNames, loadSandbox } from '../../src/engine/registry.ts'

test.each(await connectorNames())(
  '%s: what its box offers to begin with is taken as it stands',
  async name => {
    const sandbox = await loadSandbox(name, {})
    const before = sandbox.history().length
    sandbox.person(sandbox.example)
    expect(sandbox.history().slice(before)).toMatchObject([{ does: 'add', module: sandbox.example.module }])
  },
)
