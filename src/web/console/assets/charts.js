// Draws `[data-chart]` with uPlot: what there is to draw is written in the page, beside a table that says the same.
const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

/** Hours, and under them days where one begins; in the zone of whoever looks. */
const times = [
  [86400, '{D} {MMM}', null, null, null, null, null, null, 1],
  [60, '{HH}:{mm}', '\n{D} {MMM}', null, '\n{D} {MMM}', null, null, null, 1],
]

function draw(place) {
  const { unit, look, span, labels, data } = JSON.parse(place.dataset.chart)
  const colours = [style('--wait'), style('--warn'), style('--bad')]
  const axis = {
    stroke: style('--plain'),
    grid: { stroke: style('--plain-soft') },
    ticks: { stroke: style('--plain-soft') },
  }
  const bars = look === 'bars' ? { paths: uPlot.paths.bars({ size: [0.8, 40] }), fill: colours[0] } : {}
  const series = labels.map((label, at) => ({
    label,
    stroke: colours[at],
    width: 2,
    dash: at === 0 ? [] : at === 1 ? [6, 3] : [2, 3],
    value: (_chart, value) => (value === null ? '–' : `${value} ${unit}`),
    ...bars,
  }))
  const told = value => `${value.toLocaleString('en')} ${unit}`
  place.replaceChildren()
  const size = { width: Math.max(240, place.clientWidth - 8), height: 200 }
  const scales = { x: { range: span }, y: { range: (_chart, _least, most) => [0, Math.max(1, most * 1.1)] } }
  new uPlot(
    {
      ...size,
      scales,
      axes: [
        { ...axis, values: times },
        { ...axis, size: 86, values: (_chart, values) => values.map(told) },
      ],
      series: [{ label: 'Time', value: '{D} {MMM} {HH}:{mm}' }, ...series],
    },
    data,
    place,
  )
}

function drawAll() {
  for (const place of document.querySelectorAll('[data-chart]')) draw(place)
}

document.addEventListener('DOMContentLoaded', drawAll)
document.addEventListener('htmx:after:swap', drawAll)
window.addEventListener('resize', drawAll)
new MutationObserver(drawAll).observe(document.documentElement, { attributeFilter: ['data-bs-theme'] })
