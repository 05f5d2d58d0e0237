import { expect, test } from 'vitest'
import { connectorNames, loadSandbox } from '../../src/engine/registry.ts'
import { byBackup, type Sandbox } from '../../src/spi/index.ts'

const names = await connectorNames()

/** What the records of a box show. */
function shown({ state }: Sandbox): unknown {
  return JSON.parse(JSON.stringify(state()))
}

function firstOf({ examples: [first] }: Sandbox) {
  if (!first) throw new Error('The box offers nothing to begin with.')
  return first
}

test.each(names)(
  '%s: a backup brings back what was there, twice if need be, and only the history knows',
  async name => {
    const box = await loadSandbox(name)
    const example = firstOf(box)
    const [named = ''] = Object.keys(example.fields ?? {})
    const fields = { [named]: 'Somebody else' }
    const first = box.person(example)
    const restore = box.backup()
    const then = shown(box)
    for (const round of [1, 2]) {
      box.person({ as: example.as, does: 'edit', module: example.module, id: String(first.id), fields })
      box.takeDeliveries()
      const before = box.history().length
      restore()
      expect(shown(box)).toEqual(then)
      expect(box.takeDeliveries()).toEqual([])
      expect([round, box.history(before)]).toMatchObject([
        round,
        [{ by: byBackup, does: 'edit', module: example.module, id: String(first.id) }],
      ])
    }
  },
)

test.each(names)(
  '%s: what was made after a backup is not there when it is restored, and its id is not used again',
  async name => {
    const box = await loadSandbox(name)
    const restore = box.backup()
    const { id } = box.person(firstOf(box))
    restore()
    expect(box.history().at(-1)).toMatchObject({ by: byBackup, does: 'remove', id: String(id), after: null })
    expect(box.person(firstOf(box)).id).not.toBe(id)
  },
)
