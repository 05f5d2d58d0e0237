import type { Db } from './database.ts'
import { verifiedLinks } from './drift.ts'
import type { LinkOrigin } from './links.ts'
import { utc } from './utc.ts'

/** Since when a link is there, how it came to be, and when both sides were last seen to be as was decided. */
export interface LinkStory {
  readonly since: string
  readonly origin: LinkOrigin
  readonly verifiedAt: string | null
}

export async function linkStory(db: Db, link: string): Promise<LinkStory | null> {
  const found = await db.query<LinkStory>({
    name: 'link-story',
    text: `select ${utc('k.created_at')} as since, k.origin, ${utc('l.verified')} as "verifiedAt"
           from link k join ${verifiedLinks} on l.id = k.id where k.id = $1`,
    values: [link],
  })
  return found.rows[0] ?? null
}
