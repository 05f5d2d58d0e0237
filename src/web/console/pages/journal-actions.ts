import { journalRestore } from '../../../engine/verbs/journal-restore.ts'
import { journalUndo } from '../../../engine/verbs/journal-undo.ts'
import { defineAction } from '../page.ts'
import { count } from '../parts/words.ts'

/** What can be done with an entry of the journal wherever it is shown. */
export const journalActions = {
  restore: defineAction({
    verb: journalRestore,
    read: form => ({ entry: form.entry?.[0], field: form.field?.[0] }),
    said: () => ({
      words:
        'It is put back in a moment, unless somebody has typed over it. The journal tells what became of it.',
    }),
  }),
  undo: defineAction({
    verb: journalUndo,
    read: form => ({ entry: form.entry?.[0] }),
    said: ({ asked, not }) => ({
      tone: not.length > 0 ? 'warn' : 'good',
      words: [
        `${count(asked.length, 'thing')} will be undone in a moment. The journal tells what became of each.`,
        ...not.map(one => `Not undone: ${one.what}. ${one.why}`),
      ].join('\n'),
    }),
  }),
}
