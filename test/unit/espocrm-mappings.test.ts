import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import espocrm from '../../connectors/espocrm/index.ts'
import { createSandbox } from '../../connectors/espocrm/sandbox.ts'
import { checkMapping } from '../../src/engine/policies.ts'
import { loadConnectors } from '../../src/engine/registry.ts'
import { sandboxSession } from '../conformance/session.ts'

const registry = await loadConnectors()
const folder = new URL('../../mappings/', import.meta.url)
const files = readdirSync(folder).filter(file => file.startsWith('espocrm-'))

test.each(files)('%s has a row for every status and priority of a fresh EspoCRM', async file => {
  const found = checkMapping(readFileSync(new URL(file, folder), 'utf8'), file, registry)
  const fields = (found.ok ? found.policy.pairs.tasks?.fields : undefined) ?? []
  const session = sandboxSession(espocrm, createSandbox({ now: () => 0 }), () => 0)
  const described = await espocrm.describe(session, 'task')
  for (const name of ['status', 'priority']) {
    const rule = fields.find(field => field.crm === name)
    expect(rule?.lens.words?.crm).toEqual(expect.arrayContaining([...(described[name]?.choices ?? ['none'])]))
  }
})
