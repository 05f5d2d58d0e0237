import type { AskedTask } from '../../../engine/verbs/ask-for-tasks.ts'
import { tasksAddToCrm } from '../../../engine/verbs/tasks-add-to-crm.ts'
import { tasksAddToPm } from '../../../engine/verbs/tasks-add-to-pm.ts'
import { defineAction, type Said } from '../page.ts'
import { count } from '../parts/words.ts'

/** A task gets its counterpart on the other side, where the form says, or where there is only one place. */
export const taskActions = {
  addToPm: defineAction({
    verb: tasksAddToPm,
    read: form => ({
      mapping: form.mapping?.[0],
      tasks: form.task ?? [],
      ...(form.place?.[0] ? { project: form.place[0].replace(/^\w+ /, '') } : {}),
    }),
    said: answer => said(answer, 'the project tool'),
  }),
  addToCrm: defineAction({
    verb: tasksAddToCrm,
    read: form => ({
      mapping: form.mapping?.[0],
      tasks: form.task ?? [],
      ...(form.place?.[0] ? { on: placeIn(form.place[0]) } : {}),
    }),
    said: answer => said(answer, 'the CRM'),
  }),
}

/** `deals 7`: the pair, and the vendor's id. */
function placeIn(typed: string): { readonly pair: string; readonly id: string } {
  const [pair = '', id = ''] = typed.split(/ (.*)/s)
  return { pair, id }
}

function said(answer: readonly AskedTask[], to: string): Said {
  const asked = answer.filter(one => one.was === 'asked')
  const refused = answer.filter(one => one.was === 'refused')
  const why = [...new Set(refused.map(one => one.why ?? ''))].map(one => `Not added: ${one}`)
  const words = asked.length > 0 ? [`${count(asked.length, 'task')} will be made in ${to} in a moment.`] : []
  return {
    tone: refused.length > 0 ? 'warn' : 'good',
    words: [...words, ...why].join('\n') || 'It is there already.',
  }
}
