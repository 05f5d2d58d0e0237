import { type Failure, type Session, VendorError, type VendorResponse } from '#spi'
import { refusal } from './api.ts'
import { type Ask, call } from './client.ts'
import { entityOfType, fieldNamed, type Site } from './types.ts'

/** One call that writes. What is refused is told in our words: with our name of the field, and whose trouble it is. */
export async function callToWrite(session: Session, entity: string, ask: Ask): Promise<VendorResponse> {
  try {
    return await call(session, ask)
  } catch (error) {
    if (!(error instanceof VendorError)) throw error
    const { failure, response, unanswered } = error
    throw new VendorError(reworded(entity, failure, response, session), response, unanswered)
  }
}

/** Reading went well just before, so a 500 is about this record: a script of the site's own may fail on it each time. */
function reworded(entity: string, failure: Failure, response: VendorError['response'], site: Site): Failure {
  if (response?.status === 500)
    return { ...failure, kind: 'unexpected', message: 'EspoCRM failed while it wrote this record (HTTP 500)' }
  if (failure.kind !== 'rejected') return failure
  const field = fieldObjectedTo(entity, failure, response?.body, site)
  return field === undefined ? failure : { ...failure, field }
}

function fieldObjectedTo(entity: string, failure: Failure, body: unknown, site: Site): string | undefined {
  if (failure.message.includes('Assignment failure')) return 'owner'
  const parsed = refusal.safeParse(body)
  const data = parsed.success ? parsed.data.messageTranslation.data : null
  const target = data?.foreignEntityType
  if (target) return target === 'User' ? 'owner' : (entityOfType(target) ?? undefined)
  return fieldNamed(entity, data?.field ?? undefined, site)
}
