import { type Editor, type Session, unlessGone } from '#spi'
import { type StreamNote, stream } from './api.ts'
import { read } from './client.ts'
import { columnsOf, isRecordEntity, typeOf } from './types.ts'

/** So many notes back is far enough: an edit that matters now is among the newest. */
const notes = 50

/**
 * Who changed a field last, from the record's stream, newest note first. Only fields that the site audits leave notes
 * there (stage, amount and close date; status, priority and due date), so of others it tells nothing.
 */
export async function lastEditor(
  session: Session,
  entity: string,
  id: string,
  field: string,
): Promise<Editor | null> {
  if (!isRecordEntity(entity)) return null
  const ask = { path: `/${typeOf(entity).name}/${id}/stream`, query: { maxSize: notes, offset: 0 } }
  const told = await unlessGone(() => read(session, ask, stream))
  const attribute = field === 'dueDate' ? 'dateEnd' : columnsOf(entity, session)[field]?.api
  const note = attribute === undefined ? undefined : told?.list.find(each => isAbout(each, attribute))
  return note?.createdById ? { userId: note.createdById } : null
}

/** A status or a stage stands in the note as its new value, other fields by name. */
function isAbout({ type, data }: StreamNote, attribute: string): boolean {
  if (type !== 'Update' || !data) return false
  if (attribute === 'status' || attribute === 'stage') return typeof data.value === 'string'
  return data.fields?.includes(attribute) === true
}
