import type { WireResponse } from '#spi'
import { batchAnswer, eachItem, itemsOf } from './batch.ts'
import { type Call, module } from './call.ts'
import { deleteOne } from './delete.ts'
import { insertOne } from './insert.ts'
import { idOf } from './print.ts'
import { missingRecord } from './read.ts'
import { recordsOf } from './world.ts'

/** `POST /Tasks/{id}/Notes`: the parent is in the path. */
export function addNotes(call: Call): WireResponse {
  const parent = { id: call.params.id, module: { api_name: module(call) } }
  const items = eachItem(itemsOf(call, 'data', 100), 'data', (item, path) =>
    insertOne(asNotes(call), { ...item, Parent_Id: parent }, path, true),
  )
  return batchAnswer(call.world, 'data', items, 201)
}

/** `DELETE /Tasks/{id}/Notes/{note}`. */
export function deleteNote(call: Call): WireResponse {
  const note = recordsOf(call.world, 'Notes').get(call.params.note ?? '')
  if (note && idOf(note.Parent_Id) !== call.params.id) return missingRecord(call)
  return deleteOne(asNotes(call))
}

function asNotes(call: Call): Call {
  return { ...call, params: { ...call.params, module: 'Notes' } }
}
