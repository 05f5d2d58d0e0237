import type { WireResponse } from '#spi'
import { invalid, json } from './answer.ts'
import { type Call, module, mustQuery } from './call.ts'
import { listOf } from './list.ts'
import { moduleDef, moduleNamed } from './modules.ts'
import { printRecord } from './print.ts'
import { missingRecord } from './read.ts'
import { invalidModule } from './refusals.ts'
import { type RelatedList, relatedLists } from './related-lists.ts'
import { recordsOf, type Stored } from './world.ts'

/** Rows under a record: `GET /Deals/{id}/Tasks`. */
export function related(call: Call): WireResponse {
  const found = relatedLists.find(({ parent, name }) => parent === module(call) && name === call.params.list)
  if (!found) throw invalid({ resource_path_index: 2 }, 'the relation name given seems to be invalid')
  const id = call.params.id ?? ''
  if (!recordsOf(call.world, module(call)).has(id)) return missingRecord(call)
  const rows = [...recordsOf(call.world, found.module).values()].filter(record => found.holds(record, id))
  return listOf(call, found.module, rows, (record, wanted) => printRelated(call, found, record, wanted))
}

/** The vendor's sample of a note under a record leaves out its parent's module. */
function printRelated(call: Call, list: RelatedList, record: Stored, wanted: readonly string[]) {
  const printed = printRecord(call.world, call.user.time_zone, list.module, record, wanted)
  if (list.name.startsWith('Activities')) return { ...printed, $module: list.module }
  const bare = call.world.switches.get('related-note-parent') === 'without-module'
  if (list.module !== 'Notes' || !printed.Parent_Id || !bare) return printed
  const { module: _, ...Parent_Id } = printed.Parent_Id as Record<string, unknown>
  return { ...printed, Parent_Id }
}

export function count(call: Call): WireResponse {
  return json(200, { count: recordsOf(call.world, module(call)).size })
}

export function listRelatedLists(call: Call): WireResponse {
  const asked = moduleNamed(mustQuery(call, 'module'))
  if (!asked) throw invalidModule()
  const own = relatedLists.filter(({ parent }) => parent === asked.name)
  return json(200, {
    related_lists: own.map((list, at) => printList(list, `${asked.id.slice(0, -5)}70${at + 10}1`)),
  })
}

function printList({ parent, name, label, module: of }: RelatedList, id: string) {
  return {
    id,
    api_name: name,
    display_label: label,
    name: label,
    type: 'default',
    href: `${parent}/{ENTITYID}/${name}`,
    module: { api_name: of, id: moduleDef(of).id },
  }
}
