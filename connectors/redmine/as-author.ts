import { type Fields, type Session, type Settings, VendorError } from '#spi'
import * as api from './api.ts'
import { type Ask, read } from './client.ts'
import { readSettings } from './settings.ts'

/** Whether copied comments stand under their authors' names; only an administrator's key makes it so. */
export function postsAsAuthors(settings: Settings): boolean {
  return readSettings(settings).notesAs === 'author'
}

const refused: readonly number[] = [401, 403, 404, 412, 422]

/**
 * Posts as the author, where an administrator's key may (`X-Redmine-Switch-User`). Whoever is locked or unknown is answered
 * 412, whoever does not see the issue 403 (observed on 5.0.4): then nothing was posted, and we do it ourselves.
 */
export async function saidAsAuthor(
  session: Session,
  { author, private: isPrivate }: Fields,
  say: (headers: NonNullable<Ask['headers']>) => Promise<unknown>,
): Promise<boolean> {
  if (typeof author !== 'string' || isPrivate === true || !postsAsAuthors(session.settings)) return false
  try {
    const { login } = await read(session, `/users/${author}.json`, 'user', api.user)
    if (!login) return false
    await say({ 'x-redmine-switch-user': login })
    return true
  } catch (error) {
    if (error instanceof VendorError && !error.unanswered && refused.includes(error.response?.status ?? 0))
      return false
    throw error
  }
}
