// All of our own that runs in a browser. Every page can be used without it; with it, some of them more quickly.
const root = document.documentElement
const dark = window.matchMedia('(prefers-color-scheme: dark)')

/** Some systems tell of a language that no browser knows (`en-US@posix`); a chart in it could not be drawn. */
function soundLanguage() {
  try {
    Intl.getCanonicalLocales(navigator.language)
  } catch {
    Object.defineProperty(navigator, 'language', { value: 'en-US' })
  }
}

/** Whoever chose neither light nor dark gets what their system has. */
function showTheme() {
  if (root.dataset.theme === 'auto') root.dataset.bsTheme = dark.matches ? 'dark' : 'light'
}

/** Tells the server the viewer's time zone, so that times are written in it. */
function tellZone() {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  for (const field of document.querySelectorAll('input[name="zone"]')) field.value = timeZone
  if (root.dataset.zone && root.dataset.zone !== timeZone)
    fetch('/viewer', { method: 'POST', body: new URLSearchParams({ zone: timeZone }) })
}

/** `[data-toggle="#menu"]` opens and closes something. */
function toggle(event) {
  const button = event.target.closest('[data-toggle]')
  if (!button) return
  event.preventDefault()
  const isOpen = document.querySelector(button.dataset.toggle).classList.toggle('show')
  button.setAttribute('aria-expanded', String(isOpen))
}

/** `[data-select-all]` ticks all boxes of its form; `[data-needs-selection]` can be pressed when one is ticked. */
function select(event) {
  const all = event.target.closest?.('[data-select-all]')
  const boxes = form => [...form.elements].filter(box => box.matches('[data-row]'))
  if (all) for (const box of boxes(all.form)) box.checked = all.checked
  for (const form of document.querySelectorAll('form[data-selects]')) {
    const count = boxes(form).filter(box => box.checked).length
    for (const one of form.elements) if (one.matches('[data-needs-selection]')) one.disabled = count === 0
    for (const place of form.querySelectorAll('[data-selected]')) place.textContent = String(count)
  }
}

/** `form[data-confirm]` asks before it is sent. */
function confirmed(event) {
  const words = (event.submitter ?? event.target).dataset.confirm ?? event.target.dataset.confirm
  if (words && !window.confirm(words)) event.preventDefault()
}

/** j and k go through `[data-line]`s; other keys press the `[data-key]` of the row they are on, else of the page. */
function key(event) {
  if (
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.target.closest('input:not([type="checkbox"]), select, textarea')
  )
    return
  const rows = [...document.querySelectorAll('[data-line]')]
  const at = rows.findIndex(row => row.classList.contains('row-current'))
  const to = { j: Math.min(at + 1, rows.length - 1), k: Math.max(at - 1, 0) }[event.key]
  if (to !== undefined) return go(rows, to)
  if (event.key === 'Enter' && event.target.closest('a, button, summary')) return
  const selector = `[data-key~="${CSS.escape(event.key)}"]`
  const pressed =
    rows[at]?.querySelector(selector) ?? document.querySelector(`main ${selector}:not([data-line] *)`)
  if (!pressed) return
  event.preventDefault()
  pressed.focus()
  if (!pressed.matches('input:not([type="checkbox"])')) pressed.click()
}

/** Which row the keyboard is on; it stays there when others come before it, or when the row has been dealt with. */
let place = -1
let placeId = ''

function stay() {
  const rows = [...document.querySelectorAll('[data-line]')]
  if (place < 0 || rows.length === 0) return
  const same = placeId === '' ? -1 : rows.findIndex(row => row.id === placeId)
  const { activeElement } = document
  // Whoever has gone on to something else is not called back.
  const isElsewhere =
    activeElement && activeElement !== document.body && !activeElement.closest('[data-line]')
  if (isElsewhere) mark(rows, same)
  else go(rows, same >= 0 ? same : Math.min(place, rows.length - 1))
}

function mark(rows, to) {
  for (const [at, row] of rows.entries()) row.classList.toggle('row-current', at === to)
}

function go(rows, to) {
  place = to
  placeId = rows[to]?.id ?? ''
  mark(rows, to)
  const row = rows[to]
  if (!row) return
  row.tabIndex = -1
  row.focus({ preventScroll: true })
  row.scrollIntoView({ block: 'nearest' })
}

soundLanguage()
showTheme()
dark.addEventListener('change', showTheme)
document.addEventListener('click', toggle)
document.addEventListener('change', select)
document.addEventListener('submit', confirmed)
document.addEventListener('keydown', key)
document.addEventListener('htmx:after:swap', event => {
  select(event)
  stay()
})
document.addEventListener('DOMContentLoaded', event => {
  tellZone()
  select(event)
})
