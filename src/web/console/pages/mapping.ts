import { z } from 'zod'
import { connectionsList } from '../../../engine/verbs/connections-list.ts'
import { mappingOff } from '../../../engine/verbs/mapping-off.ts'
import { mappingPause } from '../../../engine/verbs/mapping-pause.ts'
import { mappingPlan } from '../../../engine/verbs/mapping-plan.ts'
import { mappingResume } from '../../../engine/verbs/mapping-resume.ts'
import { mappingShow } from '../../../engine/verbs/mapping-show.ts'
import { mappingSweep } from '../../../engine/verbs/mapping-sweep.ts'
import { mappingVersion } from '../../../engine/verbs/mapping-version.ts'
import { numbered } from '../../../engine/verbs/shapes.ts'
import { type Html, html } from '../html.ts'
import { defineAction, definePage, type Visit } from '../page.ts'
import { card } from '../parts/card.ts'
import { button, postForm } from '../parts/form.ts'
import { urlWith } from '../parts/pager.ts'
import { table } from '../parts/table.ts'
import { moment } from '../parts/time.ts'
import { linksUrl } from './links.ts'
import { checkedDraft, mistakes } from './mapping-draft.ts'
import { mappingForm, planAction } from './mapping-form.ts'
import { changesInText, meaning, problemsInText } from './mapping-parts.ts'
import { mappingMark } from './mappings.ts'

const query = z.object({
  mapping: z.string(),
  version: numbered.optional(),
})
type Asked = Visit<z.output<typeof query>>

/** One mapping: what it means, its text, and the way to another one and back. */
export const mapping = definePage({
  path: '/mappings/:mapping',
  title: 'Mapping',
  roles: ['admin', 'sales', 'viewer'],
  query,
  async load(visit) {
    const { mapping: name, version } = visit.query
    const shown = await visit.ask(mappingShow, { mapping: name })
    const past = version === undefined ? null : await visit.ask(mappingVersion, { mapping: name, version })
    const connections = visit.may(mappingPlan) ? (await visit.ask(connectionsList, {})).items : []
    return { shown, past, connections, checked: await checkedDraft(visit) }
  },
  titleOf: ({ shown }) => shown.name,
  view({ shown, past, connections, checked }, visit) {
    const { connections: at, text, problems, means } = shown
    const draft = { ...at, text: past?.text ?? text }
    return html`<div class="d-flex flex-wrap gap-3 mb-3 align-items-baseline">${mappingMark(shown)}<div>between ${at.crm} and ${at.pm}</div><a href="${linksUrl(shown.name)}">What belongs together</a></div>
      ${visit.may(mappingPause) && acts(shown)}
      ${problems.length > 0 && card({ title: 'It no longer holds', flush: true, body: problemsInText(text, problems) })}
      ${means.length > 0 && card({ title: 'What it means', body: meaning(means) })}
      ${past && card({ title: 'From that version to the text it has now', flush: true, body: changesInText(past.changes) })}
      ${mistakes(checked)}
      ${visit.may(mappingPlan) ? card({ title: past ? 'Go back to that version' : 'Change it', body: mappingForm(draft, connections, visit.failed) }) : card({ title: 'Its text', flush: true, body: problemsInText(text, []) })}
      ${card({ title: 'Versions', flush: true, body: versions(shown, visit) })}`
  },
  actions: {
    plan: planAction,
    pause: defineAction({
      verb: mappingPause,
      read: asked,
      said: () => ({ words: 'It is paused. What happens meanwhile waits and is not lost.' }),
    }),
    resume: defineAction({
      verb: mappingResume,
      read: asked,
      said: () => ({ words: 'It goes on with what became due meanwhile.' }),
    }),
    off: defineAction({
      verb: mappingOff,
      read: asked,
      said: () => ({
        words: 'It is off. Its links stay, so that switching it on again finds what belongs together.',
      }),
    }),
    sweep: defineAction({
      verb: mappingSweep,
      read: asked,
      said: () => ({ words: 'Everything is compared once, beside the other work.' }),
    }),
  },
})

function asked(_form: unknown, { query: { mapping: name } }: Visit) {
  return { mapping: name }
}

type Shown = Awaited<ReturnType<(typeof mappingShow)['act']>>

function acts({ state }: Shown): Html | null {
  if (state === 'off') return null
  const one = (name: string, words: string, confirm?: string) =>
    postForm({ do: name, body: button({ words }), ...(confirm === undefined ? {} : { confirm }) })
  return html`<div class="answers mb-3">
    ${state === 'paused' ? one('resume', 'Let it go on') : html`${one('pause', 'Pause')}${one('sweep', 'Compare everything now')}`}
    ${one('off', 'Switch off', 'News no longer concerns it. Its links stay. Switch it off?')}
  </div>`
}

function versions({ versions: all }: Shown, visit: Asked): Html {
  return table({
    caption: 'Texts the mapping was switched on with',
    rows: all.map((one, at) => ({ ...one, isNow: at === 0 })),
    empty: html`<p class="p-3 mb-0">There is none yet.</p>`,
    columns: [
      { title: 'Switched on', cell: row => moment(row.at, visit) },
      { title: 'By', cell: row => row.by },
      {
        title: '',
        cell: row =>
          row.isNow
            ? 'the text it has now'
            : html`<a href="${urlWith(visit.url, { version: row.id })}">Compare, or go back to it</a>`,
      },
    ],
  })
}
