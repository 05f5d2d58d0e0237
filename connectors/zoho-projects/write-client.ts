import {
  afterwards,
  type Fields,
  rejected,
  rowNow,
  type Session,
  VendorError,
  type VendorResponse,
  type Write,
  type WriteResult,
} from '#spi'
import * as api from './api.ts'
import { call, shaped } from './client.ts'
import { oneOf } from './read.ts'
import { clientRow } from './translate.ts'

/** Creates one client company. The route is documented, its body is inferred; Baton never renames or deletes one. */
export async function writeClient(session: Session, each: Write): Promise<WriteResult> {
  if (each.op !== 'create') throw rejected('Baton only creates clients')
  const response = await posted(session, each.fields)
  return afterwards(async () => {
    const client = shaped(api.client, oneOf(response.body), response)
    const row = clientRow(client)
    return rowNow(row.fields.name === null ? { ...row, fields: { name: each.fields.name ?? null } } : row)
  })
}

/** A portal that takes no clients refuses this one create; it is no reason to stop everything else. */
async function posted(session: Session, { name }: Fields): Promise<VendorResponse> {
  try {
    return await call(session, 'POST /clients', { json: { name } })
  } catch (error) {
    if (!(error instanceof VendorError) || error.failure.kind !== 'forbidden') throw error
    throw rejected(`${error.failure.message}. Where clients cannot be made, set \`clients\` to off`)
  }
}
