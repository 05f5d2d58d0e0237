import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { restsAtFirst } from '../../src/core/first-read.ts'
import type { PairName } from '../../src/core/policy.ts'
import type { Side } from '../../src/core/value.ts'
import { checkMapping } from '../../src/engine/policies.ts'
import { loadConnectors } from '../../src/engine/registry.ts'

const registry = await loadConnectors()
const shipped = readFileSync(new URL('../../mappings/zoho.yaml', import.meta.url), 'utf8')
const creating = shipped.replace('create: [] ', 'create: [pm] ')
const counting = shipped
  .replace('at_link: crm', 'at_link: crm')
  .replace('- { crm: owner, ', '- { crm: progress, pm: tasksPercent, flow: to-crm }\n    - { crm: owner, ')

test.each<[string, string, PairName, Side, boolean]>([
  ['tasks of the CRM that are made nowhere unasked', shipped, 'tasks', 'crm', true],
  ['tasks of the project tool that are made nowhere unasked', shipped, 'tasks', 'pm', true],
  ['projects, of which no deal is made', shipped, 'deals', 'pm', true],
  ['deals, of which projects are made', shipped, 'deals', 'crm', false],
  ['accounts, which are recognised', shipped, 'accounts', 'crm', false],
  ['clients, which are recognised', shipped, 'accounts', 'pm', false],
  ['tasks that are made in projects', creating, 'tasks', 'crm', false],
  ['tasks that are counted', counting, 'tasks', 'pm', false],
])('%s: nothing follows from having been there already, or it does', (_name, text, pair, side, rests) => {
  const found = checkMapping(text, 'zoho.yaml', registry)
  const policy = found.ok ? found.policy.pairs[pair] : undefined
  if (!found.ok || !policy) throw new Error(JSON.stringify(found))
  expect(restsAtFirst(found.policy, policy, side)).toBe(rests)
})
