import type { Row } from '../spi/index.ts'

const longest = 60

/** A row as a person knows it: by its title or name, a comment by its first words; null where it has none of these. */
export function nameOfRow({ fields }: Pick<Row, 'fields'>): string | null {
  const name = fields.title ?? fields.name
  if (typeof name === 'string') return name
  if (typeof fields.text !== 'string') return null
  const words = fields.text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words.length <= longest ? words : `${words.slice(0, longest)}…`
}
