import { functionsOf } from './functions.ts'
import { readSourceTree, type SourceFile } from './source-tree.ts'

/** `npm run sizes`: how long files and functions are, and which are longest. */

interface Size {
  readonly what: string
  readonly lines: number
}

const areas: readonly (readonly [string, RegExp])[] = [
  ['src', /^src\//],
  ['connectors', /^connectors\/(?!.*\/sandbox[/.])/],
  ['sandboxes', /^connectors\/.*\/sandbox[/.]/],
  ['tests', /^test\//],
]

/** Callbacks handed over in place are part of the function that holds them, so they are not counted. */
function functionSizes(file: SourceFile): readonly Size[] {
  return functionsOf(file)
    .filter(one => one.name !== null)
    .map(one => ({ what: `${one.place} ${one.name}`, lines: one.lines }))
}

function row(area: string, kind: string, sizes: readonly Size[]): string {
  const sorted = [...sizes].sort((a, b) => a.lines - b.lines)
  const median = sorted[Math.floor(sorted.length / 2)]?.lines ?? 0
  const longest = sorted.at(-1)
  const cells = [area.padEnd(12), kind.padEnd(10), pad(sizes.length), pad(median), pad(longest?.lines ?? 0)]
  return `${cells.join('  ')}  ${longest?.what ?? ''}`
}

function pad(figure: number): string {
  return String(figure).padStart(6)
}

const tree = readSourceTree()
const rows = areas.flatMap(([area, paths]) => {
  const files = tree.filter(file => paths.test(file.path))
  return [
    row(
      area,
      'files',
      files.map(file => ({ what: file.path, lines: file.lines })),
    ),
    row(area, 'functions', files.flatMap(functionSizes)),
  ]
})
const heads = ['lines of'.padEnd(24), ' count', 'median', '   max']
process.stdout.write(`${[`${heads.join('  ')}  the longest`, ...rows].join('\n')}\n`)
