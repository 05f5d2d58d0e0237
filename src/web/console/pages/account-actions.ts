import { accountsAccept } from '../../../engine/verbs/accounts-accept.ts'
import { accountsChoose } from '../../../engine/verbs/accounts-choose.ts'
import { accountsCreateClient } from '../../../engine/verbs/accounts-create-client.ts'
import { accountsIgnore } from '../../../engine/verbs/accounts-ignore.ts'
import { accountsRerun } from '../../../engine/verbs/accounts-rerun.ts'
import { accountsUndo } from '../../../engine/verbs/accounts-undo.ts'
import type { Linked } from '../../../engine/verbs/link-accounts.ts'
import { defineAction, type Form, type Said, type Visit } from '../page.ts'
import { count } from '../parts/words.ts'
import { pairText, readPairs, readRows } from './account-pair.ts'

const mappingOf = (form: Form) => ({ mapping: form.mapping?.[0] })

/** In one sentence each: what was done, and why the rest was not. */
function said(
  done: string,
  refused: readonly { readonly why: string }[],
  more: Omit<Said, 'words'> = {},
): Said {
  const whys = [...new Set(refused.map(one => one.why))].map(why => `Not done: ${why}`)
  return { tone: refused.length > 0 ? 'warn' : 'good', ...more, words: [done, ...whys].join('\n') }
}

function linkedSaid({ linked, refused }: Linked, _visit: Visit, form: Form): Said {
  const done = `${count(linked.length, 'account')} linked. What waited for that goes on by itself.`
  const pairs = linked.map(({ crm, pm }) => pairText(crm, pm))
  const undo = { do: 'undo', fields: { mapping: form.mapping ?? [], pair: pairs } }
  return said(done, refused, linked.length > 0 ? { undo } : {})
}

/** What can be done at the match desk. */
export const accountActions = {
  accept: defineAction({
    verb: accountsAccept,
    read: form => ({ ...mappingOf(form), pairs: readPairs(form.pair) }),
    said: linkedSaid,
  }),
  'accept-sure': defineAction({
    verb: accountsAccept,
    read: form => ({ ...mappingOf(form), atLeast: Number(form.score?.[0]) }),
    said: linkedSaid,
  }),
  choose: defineAction({
    verb: accountsChoose,
    read: form => ({ ...mappingOf(form), pairs: readPairs(form.pair) }),
    said: linkedSaid,
  }),
  create: defineAction({
    verb: accountsCreateClient,
    read: form => {
      const rows = readRows(form.row)
      return { ...mappingOf(form), side: rows[0]?.side, rows: rows.map(row => row.id) }
    },
    said: ({ asked, refused }) =>
      said(`${count(asked.length, 'counterpart')} asked for. Each is made in a moment, and linked.`, refused),
  }),
  ignore: defineAction({
    verb: accountsIgnore,
    read: form => ({ ...mappingOf(form), rows: readRows(form.row), pairs: readPairs(form.pair) }),
    said: ({ ignored, refused }, _visit, form) => {
      const { mapping = [], row = [], pair = [] } = form
      const undo = { do: 'undo', fields: { mapping, row, pair } }
      return said(`${count(ignored, pair.length > 0 ? 'suggestion' : 'row')} left out.`, refused, { undo })
    },
  }),
  undo: defineAction({
    verb: accountsUndo,
    read: form => ({
      ...mappingOf(form),
      rows: readRows(form.row),
      pairs: readPairs(form.pair),
      keepProjects: form.keepProjects?.[0] === 'true',
    }),
    said: ({ unlinked, refused }) =>
      said(
        `Taken back${unlinked.length > 0 ? `: ${count(unlinked.length, 'account')} no longer linked` : ''}.`,
        refused,
      ),
  }),
  rerun: defineAction({
    verb: accountsRerun,
    read: mappingOf,
    said: () => ({ words: 'All accounts are being compared. How far it is stands below.' }),
  }),
}
