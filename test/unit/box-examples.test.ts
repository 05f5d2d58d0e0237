import { expect, test } from 'vitest'
import { connectorNames, loadSandbox } from '../../src/engine/registry.ts'

test.each(await connectorNames())(
  '%s: what its box offers to begin with is taken as it stands, one after the other',
  async name => {
    const sandbox = await loadSandbox(name, {})
    const before = sandbox.history().length
    for (const act of sandbox.examples) sandbox.person(act)
    expect(sandbox.history().slice(before)).toMatchObject(
      sandbox.examples.map(({ does, module }) => ({ does, module })),
    )
  },
)
