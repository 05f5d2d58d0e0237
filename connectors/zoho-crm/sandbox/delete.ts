import type { WireResponse } from '#spi'
import { invalid, success, tooMany } from './answer.ts'
import { batchAnswer, eachItem } from './batch.ts'
import { actor, type Call, csv, module, mustQuery, query } from './call.ts'
import { refuseLocked } from './check-record.ts'
import { externalId } from './external.ts'
import { removeRecord } from './store.ts'
import { recordsOf } from './world.ts'

export function deleteOne(call: Call): WireResponse {
  return remove(call, [call.params.note ?? call.params.id ?? ''])
}

export function deleteMany(call: Call): WireResponse {
  const ids = csv(mustQuery(call, 'ids'))
  if (ids.length > 100) throw tooMany('ids', 100)
  return remove(call, ids)
}

function remove(call: Call, ids: readonly string[]): WireResponse {
  const runs = query(call, 'wf_trigger') !== 'false'
  const items = eachItem(
    ids.map(id => ({ id: externalId(call, id) })),
    'data',
    (item, path) => {
      const record = recordsOf(call.world, module(call)).get(String(item.id))
      if (!record) throw invalid({ id: item.id }, 'record not deleted')
      refuseLocked(record, `${path}.id`)
      removeRecord(call.world, actor(call, runs), module(call), record)
      return success('record deleted', { id: record.id })
    },
  )
  return batchAnswer(call.world, 'data', items, 200)
}
