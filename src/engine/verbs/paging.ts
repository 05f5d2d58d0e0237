import { z } from 'zod'

/** How a list is asked for, page by page: `after` is the `next` of the page before. */
export const paging = {
  after: z
    .string()
    .regex(/^\d{1,18}$/, 'the `next` of the page before')
    .optional(),
  limit: z.number().int().min(1).max(500).default(50),
}

export interface ListPage<T> {
  readonly items: readonly T[]
  /** Null: that was the last page. */
  readonly next: string | null
}

/** What a list answers, by what each of its items is. */
export const pageAnswer = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item).readonly(), next: z.string().nullable() })

/** From one more than asked for: whether there is another page. */
export function pageOf<T extends { readonly id: string }>(found: readonly T[], limit: number): ListPage<T> {
  const items = found.slice(0, limit)
  return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null }
}
