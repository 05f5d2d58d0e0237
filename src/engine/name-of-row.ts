import type { Row } from '../spi/index.ts'
import { shortened, withoutTags } from './short-words.ts'

const longest = 60

/** A row as a person knows it: by its title or name, a comment by its first words; null where it has none of these. */
export function nameOfRow({ fields }: Pick<Row, 'fields'>): string | null {
  const name = fields.title ?? fields.name
  if (typeof name === 'string') return name
  return typeof fields.text === 'string' ? shortened(withoutTags(fields.text), longest) : null
}
