import { z } from 'zod'
import { listJournal } from '../../store/journal-reading.ts'
import { journalAsk, journalFilter } from './journal-asked.ts'
import { journalRow } from './journal-row.ts'
import { pageAnswer, pageOf, paging } from './paging.ts'
import { defineVerb } from './verb.ts'

/** What was decided, done, lost and asked, page by page. */
export const journalList = defineVerb({
  name: 'journal.list',
  title: 'Read the journal',
  roles: ['admin', 'sales', 'viewer'],
  changes: false,
  ask: z.strictObject({ ...journalAsk, order: z.enum(['newest', 'oldest']).default('newest'), ...paging }),
  answer: pageAnswer(journalRow),
  async act({ tx }, { order, after = null, limit, ...asked }) {
    const filter = await journalFilter(tx, asked)
    return pageOf(await listJournal(tx, filter, order, after, limit + 1), limit)
  },
})
