import { type Editor, type Session, VendorError } from '#spi'
import { timeline } from './api.ts'
import { read } from './client.ts'
import { apiOf, isRecordEntity, moduleOf } from './modules.ts'

/** As far back as the history is read: five pages of 200 changes. */
const pages = 5

/**
 * Who last changed a field of a record, or made the record where nobody changed it since
 * (zoho.com/crm/developer/docs/api/v8/timeline-of-a-record.html).
 */
export async function lastEditor(
  session: Session,
  entity: string,
  id: string,
  field: string,
): Promise<Editor | null> {
  const api = isRecordEntity(entity) ? apiOf(entity, field, session) : undefined
  if (api === undefined || !/^\d+$/.test(id)) return null
  let token: string | undefined
  for (let page = 0; page < pages; page += 1) {
    const told = await readPage(session, entity, id, token)
    const found = told?.__timeline.find(change => concerns(change, api))
    if (found) return found.done_by ? { userId: found.done_by.id, ...mail(found.done_by.email) } : null
    token = told?.info?.next_page_token ?? undefined
    if (token === undefined) return null
  }
  return null
}

type Change = NonNullable<Awaited<ReturnType<typeof readPage>>>['__timeline'][number]

/** The newest change comes first. A field that was filled when the record was made stands in no list of changes. */
function concerns({ action, field_history }: Change, api: string): boolean {
  return action === 'added' || (field_history ?? []).some(change => change.api_name === api)
}

function mail(email: string | null | undefined): Pick<Editor, 'email'> {
  return email ? { email } : {}
}

/** The first page takes a size, the next ones a token and nothing else. Whoever may not read it knows nobody. */
async function readPage(session: Session, entity: string, id: string, token: string | undefined) {
  const query = token === undefined ? { per_page: 200 } : { page_token: token }
  try {
    return await read(session, { path: `/${moduleOf(entity).name}/${id}/__timeline`, query }, timeline)
  } catch (error) {
    const kind = error instanceof VendorError ? error.failure.kind : null
    if (kind === 'forbidden' || kind === 'gone' || kind === 'rejected') return null
    throw error
  }
}
