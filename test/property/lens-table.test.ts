import fc from 'fast-check'
import { linkedLens, tableLens } from '../../src/core/lenses/table.ts'
import { keepsTheLaws } from '../support/lens-laws.ts'

const crm = fc.constantFrom('New', 'Busy', 'Done', 'Gone', '', null)
const pm = fc.constantFrom('open', 'closed', true, false, '', null)
const rows = fc.sample(fc.array(fc.tuple(crm, pm), { maxLength: 6 }), { numRuns: 12, seed: 7 })

for (const [at, table] of rows.entries())
  keepsTheLaws(`table ${at + 1}`, tableLens('status', table), { values: { crm, pm }, numRuns: 200 })

const crmId = fc.constantFrom('a1', 'a2', 'a3', '', null)
const pmId = fc.constantFrom('p1', 'p2', 'p3', '', null)
const link = fc.tuple(fc.constantFrom('a1', 'a2'), fc.constantFrom('p1', 'p2'))
const world = fc.array(link, { maxLength: 3 }).map(accounts => ({ pairs: { accounts } }))

keepsTheLaws('of linked rows', linkedLens('accounts'), { values: { crm: crmId, pm: pmId }, world })
