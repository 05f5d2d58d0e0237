import type { WireResponse } from '#spi'
import { type Details, invalid, mandatory, Refusal, success } from './answer.ts'
import { batchAnswer, eachItem, itemsOf, workflowsRun } from './batch.ts'
import { actor, type Call, module } from './call.ts'
import { checkEdit } from './check-record.ts'
import { externalId } from './external.ts'
import { readMoment } from './moment.ts'
import { printStamps } from './print.ts'
import { editRecord } from './store.ts'
import { recordsOf, type Stored } from './world.ts'

type Values = Readonly<Record<string, unknown>>

export function updateMany(call: Call): WireResponse {
  return update(call, item => item)
}

export function updateOne(call: Call): WireResponse {
  const id = externalId(call, call.params.id ?? '')
  return update(call, item => ({ ...item, id }))
}

function update(call: Call, withId: (item: Values) => Values): WireResponse {
  const runs = workflowsRun(call)
  const items = eachItem(itemsOf(call, 'data', 100), 'data', (item, path) =>
    updateItem(call, withId(item), path, runs),
  )
  return batchAnswer(call.world, 'data', items, 200)
}

export function updateItem(call: Call, item: Values, path: string, runs: boolean): Details {
  const { world, user } = call
  const before = recordNamed(call, item, path)
  refuseOutdated(call, before)
  const values = checkEdit({ world, module: module(call), path }, before, editable(call, item))
  const record = editRecord(world, actor(call, runs), module(call), before, values)
  return success('record updated', printStamps(world, user, record))
}

function recordNamed(call: Call, item: Values, path: string): Stored {
  const id = item.id ?? externalId(call, item)
  if (id === undefined || id === null) throw mandatory('id', `${path}.id`)
  const record = recordsOf(call.world, module(call)).get(String(id))
  if (record) return record
  throw invalid({ api_name: 'id', json_path: `${path}.id` }, 'the id given seems to be invalid')
}

/** A note can change its words, not where it hangs. */
function editable(call: Call, item: Values): Values {
  if (module(call) !== 'Notes') return item
  const { Parent_Id: _, ...rest } = item
  return rest
}

/** Compares in whole seconds, as Zoho keeps them: two edits within one second cannot be told apart. */
function refuseOutdated(call: Call, record: Stored): void {
  const header = call.headers['if-unmodified-since']
  if (header === undefined) return
  const since = readMoment(header)
  if (since === null)
    throw invalid({ api_name: 'If-Unmodified-Since', expected_data_type: 'datetime' }, 'invalid header')
  if (String(record.Modified_Time) <= since) return
  const message = 'Record updated time has already passed if-unmodified-since time'
  throw new Refusal(412, 'ALREADY_MODIFIED', message, printStamps(call.world, call.user, record))
}
