import type { z } from 'zod'
import { dealsCreateProject } from '../../../engine/verbs/deals-create-project.ts'
import type { dealsPreviewProject } from '../../../engine/verbs/deals-preview-project.ts'
import type { peopleList } from '../../../engine/verbs/people-list.ts'
import { type Html, html } from '../html.ts'
import type { Form, Visit } from '../page.ts'
import { button, type Field, field } from '../parts/form.ts'

export type Preview = z.output<typeof dealsPreviewProject.answer>
export type Person = z.output<typeof peopleList.answer>['people'][number]
type Of = Visit<Readonly<Record<string, unknown>>>

export interface DealForm {
  readonly mapping: string
  /** What the mapping would give, with nothing said. */
  readonly usual: Preview
  readonly people: readonly Person[]
  readonly visit: Of
}

const names = ['name', 'template', 'owner', 'start', 'end', 'group', 'description'] as const

/** What somebody has given so far: in a form that was refused, or in the query of a preview. */
export function given({ failed, query }: Of): Form {
  if (failed) return failed.form
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().map(String)]],
    ),
  )
}

/** Only what was given: whatever is left empty follows from the mapping. */
export function readProjectForm(form: Form): Readonly<Record<string, string | readonly string[]>> {
  const texts = names.flatMap(name => {
    const text = form[name]?.[0]?.trim() ?? ''
    return text === '' ? [] : [[name, text] as const]
  })
  const members = (form.members ?? []).filter(one => one !== '')
  return { ...Object.fromEntries(texts), ...(members.length === 0 ? {} : { members }) }
}

/** The form, filled with what the mapping gives. Each change shows what would then be written. */
export function dealForm({ mapping, usual, people, visit }: DealForm): Html {
  const typed = given(visit)
  const fields = usual.form.map(one => field(fieldOf(one, usual, people, typed)))
  const { addsMembers } = usual
  return html`<form method="post" hx-get="${visit.url.split('?')[0] ?? ''}" hx-trigger="change" hx-target="#preview" hx-select="#preview" hx-swap="outerHTML">
    <input type="hidden" name="mapping" value="${mapping}">
    ${fields}
    ${addsMembers !== 'no' && people.length > 0 && members(people, typed, addsMembers)}
    <div class="answers">${visit.may(dealsCreateProject) && button({ do: 'create', words: 'Create the project', look: 'primary' })}
    <button class="btn" formmethod="get">Preview</button></div>
  </form>`
}

function fieldOf(
  { field, name, title, choices, maxLength }: Preview['form'][number],
  { preview }: Preview,
  people: readonly Person[],
  typed: Form,
): Field {
  const fields = preview.is === 'create' ? preview.fields : []
  const usual = fields.find(one => one.field === field)?.value ?? ''
  const value = typed[name]?.[0] ?? String(usual)
  const users = people.map(one => [one.id, one.name ?? one.email ?? one.id] as const)
  const taken = name === 'owner' && users.length > 0 ? users : choices?.map(one => [one, one] as const)
  const options = taken && [['', 'as the mapping says'] as const, ...taken]
  const hint = maxLength !== null && name === 'name' ? `At most ${maxLength} characters.` : undefined
  return {
    name,
    label: title,
    value,
    kind: name === 'start' || name === 'end' ? 'date' : name === 'description' ? 'textarea' : 'text',
    ...(options ? { options } : {}),
    ...(hint ? { hint } : {}),
  }
}

function members(people: readonly Person[], typed: Form, adds: 'ask' | 'yes'): Html {
  const hint =
    adds === 'ask' ? 'An admin is asked before they are let in.' : 'They are let in with the project.'
  const boxes = people.map(
    one =>
      html`<label class="form-check"><input class="form-check-input" type="checkbox" name="members" value="${one.id}"${typed.members?.includes(one.id) && html` checked`}><span class="form-check-label">${one.name ?? one.email ?? one.id}</span></label>`,
  )
  return html`<fieldset class="mb-3"><legend class="form-label">Members to add</legend>${boxes}<div class="form-hint">${hint}</div></fieldset>`
}
