import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import redmine from '../../connectors/redmine/index.ts'
import { checkMapping, wordsOf } from '../../src/engine/policies.ts'
import { loadConnectors } from '../../src/engine/registry.ts'
import { redmineDesk } from './redmine-desk.ts'

const registry = await loadConnectors()
const folder = new URL('../../mappings/', import.meta.url)
const files = readdirSync(folder).filter(file => file.endsWith('.yaml'))

function checked(file: string) {
  const found = checkMapping(readFileSync(new URL(file, folder), 'utf8'), file, registry)
  if (!found.ok) throw new Error(found.problems.map(wordsOf).join('\n'))
  return found
}

test.each(files)('%s fits the connectors that it names, and is called like its file', file => {
  expect(`${checked(file).name}.yaml`).toBe(file)
})

test.each(files.filter(file => checked(file).policy.connector.pm === 'redmine'))(
  '%s has a row for every status and priority of a fresh Redmine, and knows which are closed',
  async file => {
    const described = await redmine.describe((await redmineDesk()).session, 'task')
    const fields = checked(file).policy.pairs.tasks?.fields ?? []
    for (const name of ['status', 'priority']) {
      const rule = fields.find(field => field.pm === name)
      expect(rule?.lens.words?.pm).toEqual(
        expect.arrayContaining([...(described[name]?.choices ?? ['none'])]),
      )
      if (described[name]?.closed) expect(rule?.closed).toEqual(described[name].closed)
    }
  },
)
