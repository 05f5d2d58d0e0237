import type { WireResponse } from '#spi'
import { type Details, success } from './answer.ts'
import { batchAnswer, eachItem, itemsOf, workflowsRun } from './batch.ts'
import { actor, type Call, module } from './call.ts'
import { checkNew } from './check-record.ts'
import { printStamps } from './print.ts'
import { addRecord } from './store.ts'

type Values = Readonly<Record<string, unknown>>

export function insert(call: Call): WireResponse {
  const runs = workflowsRun(call)
  const items = eachItem(itemsOf(call, 'data', 100), 'data', (item, path) =>
    insertOne(call, item, path, runs),
  )
  return batchAnswer(call.world, 'data', items, 201)
}

export function insertOne(call: Call, item: Values, path: string, runs: boolean): Details {
  const { world, user } = call
  const values = checkNew({ world, module: module(call), path }, item)
  const record = addRecord(world, actor(call, runs), module(call), values)
  const stamps = { ...printStamps(world, user, record), $approval_state: 'approved' }
  return success('record added', stamps)
}
