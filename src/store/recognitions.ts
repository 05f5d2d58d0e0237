import type { Recognition } from '../core/matching/recognition.ts'
import type { Db } from './database.ts'

/** How the rows of an entity are recognised by the mappings that are on, the oldest mapping first. */
export async function recognitionsOf(db: Db, connection: number, entity: string): Promise<Recognition[]> {
  const found = await db.query<{ recognition: Recognition }>({
    name: 'recognitions-of',
    text: `select recognition from mapping_entity
           where connection = $1 and entity = $2 and recognition is not null order by mapping`,
    values: [connection, entity],
  })
  return found.rows.map(row => row.recognition)
}
