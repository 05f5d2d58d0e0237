import { type Html, html } from '../html.ts'
import { card } from '../parts/card.ts'
import { flash } from '../parts/mark.ts'
import { value } from '../parts/value.ts'
import type { Person, Preview } from './deal-form.ts'

type Shown = Preview['preview'] | { readonly is: 'wrong'; readonly why: string }

/** What would be written, before it is. */
export function dealPreview(preview: Shown, people: readonly Person[]): Html {
  return card({ title: 'What will be written', body: body(preview, people) })
}

function body(preview: Shown, people: readonly Person[]): Html {
  switch (preview.is) {
    case 'wrong':
      return flash('bad', preview.why)
    case 'left-out':
      return flash('warn', 'The mapping leaves this deal out. Asked for by hand it is made all the same.')
    case 'create':
      return created(preview, people)
    default:
      return flash(preview.is === 'wait' ? 'wait' : 'warn', preview.why)
  }
}

function created({ fields, members }: Extract<Shown, { is: 'create' }>, people: readonly Person[]): Html {
  const nameOf = (id: string) => people.find(one => one.id === id)?.name ?? id
  const rows = fields.map(({ field, title, value: given, name }) => {
    const shown =
      field === 'owner' && typeof given === 'string' ? html`${nameOf(given)}` : value(name ?? given)
    return html`<div class="datagrid-item"><dt class="datagrid-title">${title}</dt><dd class="datagrid-content mb-0">${shown}</dd></div>`
  })
  const added = members && members.people.length > 0
  return html`<dl class="datagrid mb-0">${rows}${added && html`<div class="datagrid-item"><dt class="datagrid-title">Members</dt><dd class="datagrid-content mb-0">${members.people.map(nameOf).join(', ')}</dd></div>`}</dl>`
}
