import { afterwards, rejected, rowNow, type Session, type Write, type WriteResult } from '#spi'
import * as api from './api.ts'
import { call, shaped } from './client.ts'
import { oneOf } from './read.ts'
import { clientRow } from './translate.ts'

/** Creates one client company. The route is documented, its body is inferred; Baton never renames or deletes one. */
export async function writeClient(session: Session, each: Write): Promise<WriteResult> {
  if (each.op !== 'create') throw rejected('Baton only creates clients')
  const response = await call(session, 'POST /clients', { json: { name: each.fields.name } })
  return afterwards(async () => {
    const client = shaped(api.client, oneOf(response.body), response)
    const row = clientRow(client)
    return rowNow(row.fields.name === null ? { ...row, fields: { name: each.fields.name ?? null } } : row)
  })
}
