import type { WireResponse } from '#spi'
import { type Details, invalid, Refusal } from './answer.ts'
import { batchAnswer, eachItem, itemsOf, workflowsRun } from './batch.ts'
import { bodyOf, type Call, module } from './call.ts'
import { insertOne } from './insert.ts'
import { moduleDef } from './modules.ts'
import { invalidModule } from './refusals.ts'
import { updateItem } from './update.ts'
import { fieldsOf, recordsOf, type Stored } from './world.ts'

type Values = Readonly<Record<string, unknown>>

/** Inserts, or updates the record that is already there by one of the fields that may be checked. */
export function upsert(call: Call): WireResponse {
  const checks = checkFields(call, systemField(call))
  const runs = workflowsRun(call)
  const items = eachItem(itemsOf(call, 'data', 100), 'data', (item, path) =>
    upsertOne(call, item, path, checks, runs),
  )
  return batchAnswer(call.world, 'data', items, 200)
}

/** Zoho's list of modules for upsert has no tasks and no notes; what it answers then is not written down. */
function systemField(call: Call): string {
  const { checks } = moduleDef(module(call))
  if (checks !== null) return checks
  const code = call.world.switches.get('upsert-tasks')
  const message = 'The given module is not supported in API'
  throw code === 'INVALID_MODULE' ? invalidModule(message) : new Refusal(403, code, message)
}

/** The named fields first, then every other unique one; the system's own only when named, or when none is. */
function checkFields(call: Call, system: string): readonly string[] {
  const unique = fieldsOf(call.world, module(call)).filter(field => field.unique)
  const uniqueNames = unique.map(({ name }) => name)
  const named = bodyOf(call).duplicate_check_fields ?? []
  if (!Array.isArray(named))
    throw invalid({ expected_data_type: 'jsonarray', api_name: 'duplicate_check_fields' })
  const supported_values = [...new Set([system, ...uniqueNames])]
  if (!named.every(name => supported_values.includes(name)))
    throw invalid({
      api_name: 'duplicate_check_fields',
      supported_values,
      json_path: '$.duplicate_check_fields',
    })
  return [...new Set([...(named.length > 0 ? named : [system]), ...uniqueNames])]
}

function upsertOne(
  call: Call,
  item: Values,
  path: string,
  checks: readonly string[],
  runs: boolean,
): Details {
  const twin = twinOf(call, item, checks)
  if (!twin) return told(insertOne(call, item, path, runs), 'insert', null)
  return told(updateItem(call, { ...item, id: twin.record.id }, path, runs), 'update', twin.field)
}

function told(answer: Details, action: 'insert' | 'update', duplicate_field: string | null): Details {
  return { ...answer, action, duplicate_field }
}

interface Twin {
  readonly field: string
  readonly record: Stored
}

function twinOf(call: Call, item: Values, checks: readonly string[]): Twin | null {
  const records = [...recordsOf(call.world, module(call)).values()]
  for (const field of checks) {
    const value = item[field] ?? ''
    const record = value === '' ? undefined : records.find(one => one[field] === value)
    if (record) return { field, record }
  }
  return null
}
