// Parts of a page that follow what happens: the server says what has moved, and they are asked for again.
const atMostEveryMs = 1500
const moved = new Set()
let stream = null
let asking = 0

/** However much moves, parts are asked for once in a while; what somebody is typing in is left alone. */
function ask() {
  asking = 0
  const typing = document.activeElement?.closest('input:not([type="checkbox"]), select, textarea')
  for (const part of document.querySelectorAll('[data-live]')) {
    const isConcerned = part.dataset.live.split(' ').some(topic => moved.has(topic))
    if (isConcerned && !(typing && part.contains(typing))) htmx.trigger(part, 'live')
  }
  moved.clear()
}

/** What is heard first names everything, as much may have moved before. */
function hear({ data }) {
  const { topics, questions } = JSON.parse(data)
  for (const place of document.querySelectorAll('[data-questions]')) {
    place.hidden = questions === 0
    place.querySelector('[data-count]').textContent = questions.toLocaleString('en')
  }
  for (const topic of topics) moved.add(topic)
  if (moved.size > 0 && asking === 0) asking = setTimeout(ask, atMostEveryMs)
}

/** A browser keeps few connections to one place open at once: a page that nobody sees needs none. */
function listen() {
  if (document.hidden) {
    stream?.close()
    stream = null
  } else if (!stream) {
    stream = new EventSource('/live')
    stream.addEventListener('message', hear)
  }
}

document.addEventListener('visibilitychange', listen)
document.addEventListener('DOMContentLoaded', listen)
window.addEventListener('pagehide', () => stream?.close())
