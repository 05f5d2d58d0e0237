import { z } from 'zod'
import { type JournalRow, listJournal } from '../../store/journal-reading.ts'
import { journalAsk, journalFilter } from './journal-asked.ts'
import { type ListPage, pageOf, paging } from './paging.ts'
import { defineVerb } from './verb.ts'

/** What was decided, done, lost and asked, page by page. */
export const journalList = defineVerb({
  name: 'journal.list',
  title: 'Read the journal',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({ ...journalAsk, order: z.enum(['newest', 'oldest']).default('newest'), ...paging }),
  async act({ tx }, { order, after = null, limit, ...asked }): Promise<ListPage<JournalRow>> {
    const filter = await journalFilter(tx, asked)
    return pageOf(await listJournal(tx, filter, order, after, limit + 1), limit)
  },
})
