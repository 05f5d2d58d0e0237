import type { Call, Route } from './call.ts'
import { coql, coqlCredits } from './coql.ts'
import { writeCredits, writeIsHeavy } from './credits.ts'
import { deleteMany, deleteOne } from './delete.ts'
import { deletedList } from './deleted-list.ts'
import { insert } from './insert.ts'
import { list, listIsHeavy } from './list.ts'
import { makeFields } from './make-fields.ts'
import { addNotes, deleteNote } from './notes.ts'
import { listPipelines, readPipeline } from './pipelines.ts'
import { readOne, readWholeText } from './read.ts'
import { count, listRelatedLists, related } from './related.ts'
import { search } from './search.ts'
import { listFields, listLayouts, listModules, readField, readLayout, readOrg } from './settings.ts'
import { timeline } from './timeline.ts'
import { updateMany, updateOne } from './update.ts'
import { upsert } from './upsert.ts'
import { listUsers, readUser } from './users.ts'
import { amend, disable, enable, listWatches, replace } from './watch.ts'

type Extras = Pick<Route, 'credits' | 'heavy'>

function route(
  method: string,
  path: string,
  scope: string,
  run: (call: Call) => ReturnType<Route['run']>,
  extras: Extras = {},
): Route {
  return { method, path, scopes: scope.split(','), run, ...extras }
}

const write: Extras = { credits: writeCredits, heavy: writeIsHeavy }
const always = () => true
const searching = 'ZohoCRM.modules.{module}.READ,ZohoSearch.securesearch.READ'

function relatedNotes(call: Call) {
  return related({ ...call, params: { ...call.params, list: 'Notes' } })
}

/** Fixed paths first: the first path that fits is taken. */
export const routes: readonly Route[] = [
  route('POST', 'coql', 'ZohoCRM.coql.READ', coql, { credits: coqlCredits, heavy: always }),
  route('GET', 'users', 'ZohoCRM.users.READ', listUsers),
  route('GET', 'users/{id}', 'ZohoCRM.users.READ', readUser),
  route('GET', 'org', 'ZohoCRM.org.READ', readOrg),
  route('GET', 'settings/modules', 'ZohoCRM.settings.modules.READ', listModules),
  route('GET', 'settings/fields', 'ZohoCRM.settings.fields.READ', listFields),
  route('POST', 'settings/fields', 'ZohoCRM.settings.fields.CREATE', makeFields),
  route('GET', 'settings/fields/{id}', 'ZohoCRM.settings.fields.READ', readField),
  route('GET', 'settings/layouts', 'ZohoCRM.settings.layouts.READ', listLayouts),
  route('GET', 'settings/layouts/{id}', 'ZohoCRM.settings.layouts.READ', readLayout),
  route('GET', 'settings/pipeline', 'ZohoCRM.settings.pipeline.READ', listPipelines),
  route('GET', 'settings/pipeline/{id}', 'ZohoCRM.settings.pipeline.READ', readPipeline),
  route('GET', 'settings/related_lists', 'ZohoCRM.settings.related_lists.READ', listRelatedLists),
  route('POST', 'actions/watch', 'ZohoCRM.notifications.CREATE', enable),
  route('GET', 'actions/watch', 'ZohoCRM.notifications.READ', listWatches),
  route('PUT', 'actions/watch', 'ZohoCRM.notifications.UPDATE', replace),
  route('PATCH', 'actions/watch', 'ZohoCRM.notifications.UPDATE', amend),
  route('DELETE', 'actions/watch', 'ZohoCRM.notifications.DELETE', disable),
  route('GET', '{module}/deleted', 'ZohoCRM.modules.{module}.READ', deletedList),
  route('GET', '{module}/search', searching, search, { heavy: always }),
  route('POST', '{module}/upsert', 'ZohoCRM.modules.{module}.CREATE', upsert, write),
  route('GET', '{module}/actions/count', 'ZohoCRM.modules.{module}.READ', count),
  route('GET', '{module}/{id}/__timeline', 'ZohoCRM.modules.{module}.READ', timeline),
  route('GET', '{module}/{id}/Notes', 'ZohoCRM.modules.notes.READ', relatedNotes),
  route('POST', '{module}/{id}/Notes', 'ZohoCRM.modules.notes.CREATE', addNotes, write),
  route('DELETE', '{module}/{id}/Notes/{note}', 'ZohoCRM.modules.notes.DELETE', deleteNote),
  route('GET', '{module}/{id}/actions/fetch_full_data', 'ZohoCRM.modules.{module}.READ', readWholeText),
  route('GET', '{module}/{id}/{list}', 'ZohoCRM.modules.{module}.READ', related),
  route('GET', '{module}', 'ZohoCRM.modules.{module}.READ', list, { heavy: listIsHeavy }),
  route('POST', '{module}', 'ZohoCRM.modules.{module}.CREATE', insert, write),
  route('PUT', '{module}', 'ZohoCRM.modules.{module}.UPDATE', updateMany, write),
  route('DELETE', '{module}', 'ZohoCRM.modules.{module}.DELETE', deleteMany),
  route('GET', '{module}/{id}', 'ZohoCRM.modules.{module}.READ', readOne),
  route('PUT', '{module}/{id}', 'ZohoCRM.modules.{module}.UPDATE', updateOne, write),
  route('DELETE', '{module}/{id}', 'ZohoCRM.modules.{module}.DELETE', deleteOne),
]
