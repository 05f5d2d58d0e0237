import { invalid } from './answer.ts'
import { type Call, module } from './call.ts'
import { fieldsOf, recordsOf } from './world.ts'

type Values = Readonly<Record<string, unknown>>

/** The external field that `X-EXTERNAL: Tasks.Projects_Task_Id` names, or null without that header. */
function externalField(call: Call): string | null {
  const header = call.headers['x-external']
  if (header === undefined) return null
  const [named, field] = header.split('.')
  const found = fieldsOf(call.world, module(call)).find(({ name, external }) => external && name === field)
  if (named === module(call) && found) return found.name
  throw invalid({ api_name: 'X-EXTERNAL' }, 'invalid header')
}

/** The record's own id, given a value of the external field, or an item that holds one. */
export function externalId(call: Call, given: string | Values): string | undefined {
  const field = externalField(call)
  if (field === null) return typeof given === 'string' ? given : undefined
  const value = typeof given === 'string' ? given : given[field]
  const twin = [...recordsOf(call.world, module(call)).values()].find(record => record[field] === value)
  return twin?.id ?? (typeof value === 'string' ? value : undefined)
}
