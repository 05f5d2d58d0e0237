import type { Actor } from '../../engine/verbs/verb.ts'
import { assetUrl } from './assets.ts'
import { type Content, type Html, html } from './html.ts'
import type { Page } from './page.ts'
import { icon } from './parts/icon.ts'
import type { Theme, Viewer } from './viewer.ts'

export interface Sheet {
  readonly title: string
  readonly viewer: Viewer
  /** The address of the page, for coming back to it. */
  readonly url: string
  readonly body: Content
  /** True: with what draws charts. */
  readonly charts?: boolean
  /** How many questions wait for a person; left out where nobody is signed in. */
  readonly questions?: number
}

const htmxConfig = JSON.stringify({
  includeIndicatorCSS: false,
  defaultSwap: 'outerHTML',
  morphIgnore: ['data-htmx-powered', 'open'],
})

/** A whole document. */
function sheet({ title, viewer, body, charts, questions }: Sheet): Html {
  const drawing = html`<link rel="stylesheet" href="${assetUrl('uplot.css')}">
<script src="${assetUrl('uplot.js')}" defer></script>
<script src="${assetUrl('charts.js')}" defer></script>`
  const theme = viewer.theme === 'dark' ? 'dark' : 'light'
  return html`<!doctype html>
<html lang="en" data-theme="${viewer.theme}" data-bs-theme="${theme}" data-zone="${viewer.zone}">
<head>
<meta charset="utf-8">
<title>${title} · Baton</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="htmx-config" content="${htmxConfig}">
<link rel="icon" href="${assetUrl('baton.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assetUrl('tabler.css')}">
<link rel="stylesheet" href="${assetUrl('console.css')}">
<script src="${assetUrl('console.js')}"></script>
<script src="${assetUrl('htmx.js')}" defer></script>
${charts && drawing}
${questions !== undefined && html`<script src="${assetUrl('live.js')}" defer></script>`}
</head>
<body>${body}</body>
</html>`
}

/** A page for whoever is signed in: navigation beside it, or a bar above it where it stands alone. */
export function pageSheet(given: Sheet & { readonly actor: Actor; readonly pages: readonly Page[] }): Html {
  const { title, body, pages } = given
  return sheet({
    ...given,
    body: html`<a class="skip" href="#main">Skip to the page</a>
<div class="page">
${pages.length > 0 ? navigation(given) : bar(given)}
<div class="page-wrapper">
<main id="main" class="page-body" tabindex="-1">${mainOf(title, body)}</main>
</div>
</div>`,
  })
}

/** What stands in `main`: all that is sent to a page that is there already. */
export function mainOf(title: string, body: Content): Html {
  return html`<div class="container-xl"><h1 class="page-title mb-3">${title}</h1>${body}</div>`
}

/** A page for everybody, to read. */
export function openSheet(given: Sheet): Html {
  return sheet({ ...given, body: html`<main class="page-body">${mainOf(given.title, given.body)}</main>` })
}

/** A page for whoever is not signed in: a card in the middle. */
export function doorSheet(given: Sheet): Html {
  return sheet({
    ...given,
    body: html`<main class="page page-center"><div class="container container-tight py-4 door">
  <p class="text-center mb-4"><img src="${assetUrl('baton.svg')}" width="48" height="48" alt=""> <span class="h1 align-middle">Baton</span></p>
  <div class="card card-md"><div class="card-body"><h1 class="h2 text-center mb-4">${given.title}</h1>${given.body}</div></div>
</div></main>`,
  })
}

const groups = { work: 'Work', look: 'Look up', 'set up': 'Set up' } as const

function navigation(given: Sheet & { readonly actor: Actor; readonly pages: readonly Page[] }): Html {
  const { actor, pages } = given
  const seen = pages.filter(page => page.nav && page.roles.includes(actor.role))
  const lists = Object.entries(groups).map(([group, words]) => {
    const links = seen.filter(page => page.nav?.group === group).map(page => navLink(page, given))
    return links.length === 0
      ? null
      : html`<div class="nav-group">${words}</div><ul class="navbar-nav">${links}</ul>`
  })
  return html`<aside class="navbar navbar-vertical navbar-expand-lg"><div class="container-fluid">
  <a class="navbar-toggler" href="#menu" data-toggle="#menu" role="button" aria-expanded="false" aria-controls="menu" aria-label="Menu">${icon('menu')}</a>
  <a class="navbar-brand" href="/"><img src="${assetUrl('baton.svg')}" alt=""> <span class="ms-2">Baton</span></a>
  <div class="collapse navbar-collapse" id="menu"><nav aria-label="Pages" class="flex-fill">${lists}</nav>${person(given)}</div>
</div></aside>`
}

/** Above a page that stands alone: whose it is, the way to the others, and out. */
function bar(given: Sheet & { readonly actor: Actor }): Html {
  return html`<header class="bar"><div class="container-xl d-flex gap-3 align-items-center flex-wrap">
  <a class="d-flex align-items-center fw-bold" href="/deals"><img src="${assetUrl('baton.svg')}" width="28" height="28" alt=""><span class="ms-2">All deals</span></a>
  <span class="ms-auto text-secondary text-truncate">${given.actor.name}</span>${personActs(given)}
</div></header>`
}

function navLink({ path, nav }: Page, { url, questions = 0 }: Sheet): Html | null {
  if (!nav) return null
  const [here = '/'] = url.split('?')
  const isUnder = (one: string) => here === one || here.startsWith(`${one}/`)
  const isHere = path === '/' ? here === '/' : [path, ...(nav.covers ?? [])].some(isUnder)
  return html`<li class="nav-item"><a class="nav-link" href="${path}"${isHere && html` aria-current="page"`}>${icon(nav.icon)}<span class="nav-link-title">${nav.label}</span>${path === '/holds' && waiting(questions)}</a></li>`
}

function waiting(questions: number): Html {
  return html`<span class="ms-auto count" data-questions${questions === 0 && html` hidden`}><span data-count>${questions.toLocaleString('en')}</span><span class="visually-hidden"> open</span></span>`
}

function person(given: Sheet & { readonly actor: Actor }): Html {
  const { actor } = given
  return html`<div class="p-3 border-top w-100">
  <div class="text-truncate" title="${actor.name}">${actor.name}</div>
  <div class="text-secondary small mb-2">${actor.role}</div>
  ${personActs(given)}
</div>`
}

function personActs({ viewer, url }: Sheet): Html {
  const [to, words]: readonly [Theme, string] =
    viewer.theme === 'dark' ? ['light', 'Light'] : ['dark', 'Dark']
  return html`<div class="d-flex gap-2">
    <form method="post" action="/viewer"><input type="hidden" name="back" value="${url}"><button class="btn btn-sm" name="theme" value="${to}">${icon(to)}&nbsp;${words}</button></form>
    <form method="post" action="/sign-out"><button class="btn btn-sm">${icon('leave')}&nbsp;Sign out</button></form>
  </div>`
}
