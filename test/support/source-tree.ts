import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync, type Node as Syntax, visitorKeys } from 'oxc-parser'

/** A place in a file's syntax, with the way up. */
export interface Node {
  readonly is: Syntax
  readonly parent: Node | null
  /** What it is to its parent: `callee`, `id`, … */
  readonly as: string
}

export interface SourceFile {
  /** From the root of the repository: `src/core/merge.ts`. */
  readonly path: string
  readonly text: string
  readonly lines: number
  /** From the outside in. */
  readonly nodes: readonly Node[]
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Every TypeScript file of ours. */
export function readSourceTree(): readonly SourceFile[] {
  return ['src', 'connectors', 'test'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts'))
      .map(name => readSource(join(folder, name), readFileSync(join(root, folder, name), 'utf8'))),
  )
}

export function readSource(path: string, text: string): SourceFile {
  const { program, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`)
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  return { path, text, lines, nodes: nodesFrom({ is: program, parent: null, as: 'program' }) }
}

function nodesFrom(node: Node): Node[] {
  const children = Object.entries(node.is).filter(([as]) => visitorKeys[node.is.type]?.includes(as))
  const below = children.flatMap(([as, value]) =>
    [value].flat().flatMap(is => (isSyntax(is) ? nodesFrom({ is, parent: node, as }) : [])),
  )
  return [node, ...below]
}

function isSyntax(value: unknown): value is Syntax {
  return typeof value === 'object' && value !== null && 'type' in value
}

export function lineAt(file: SourceFile, position: number): number {
  return file.text.slice(0, position).split('\n').length
}

/** `src/core/merge.ts:12`, as editors like it. */
export function placeOf(file: SourceFile, node: Node): string {
  return `${file.path}:${lineAt(file, node.is.start)}`
}

export interface Import {
  /** As it stands in the file: `../core/value.ts`, `zod`, `#spi`. */
  readonly from: string
  /** From the root of the repository, where it names one of our own files; else null. */
  readonly file: string | null
  readonly place: string
}

const importing = [
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]

/** What a file imports: for types or values, at the top or later. Only a computed name escapes. */
export function importsOf(file: SourceFile): readonly Import[] {
  return file.nodes
    .filter(node => node.as === 'source' && importing.includes(node.parent?.is.type ?? ''))
    .flatMap(node => {
      const from = textOf(node)
      return from === null ? [] : [{ from, file: ownFile(file.path, from), place: placeOf(file, node) }]
    })
}

function ownFile(from: string, name: string): string | null {
  if (name === '#spi') return 'src/spi/index.ts'
  return name.startsWith('.') ? join(dirname(from), name) : null
}

/** What is written out in a string or a template; `…` stands for what a template puts in. Null: it is neither. */
export function textOf({ is }: Node): string | null {
  if (is.type === 'Literal') return typeof is.value === 'string' ? is.value : null
  return is.type === 'TemplateLiteral' ? is.quasis.map(part => part.value.raw).join('…') : null
}

export interface Text {
  readonly text: string
  readonly place: string
}

/** Every string in a file. */
export function textsOf(file: SourceFile): readonly Text[] {
  return file.nodes.flatMap(node => {
    const text = textOf(node)
    return text === null ? [] : [{ text, place: placeOf(file, node) }]
  })
}
