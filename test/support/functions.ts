import { lineAt, type Node, type SourceFile } from './source-tree.ts'

export interface MeasuredFunction {
  /** Its own name, or that of what holds it; null: handed over as it is, e.g. to `map`. */
  readonly name: string | null
  readonly place: string
  readonly lines: number
}

/** The functions of a file with the lines they take, those within them included. A `describe` only groups tests. */
export function functionsOf(file: SourceFile): readonly MeasuredFunction[] {
  return file.nodes
    .filter(node => isFunction(node) && !isGroupOfTests(node))
    .map(node => {
      const from = lineAt(file, node.is.start)
      return {
        name: nameOf(node),
        place: `${file.path}:${from}`,
        lines: lineAt(file, node.is.end) - from + 1,
      }
    })
}

function isFunction({ is }: Node): boolean {
  return ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(is.type)
}

function nameOf({ is, parent }: Node): string | null {
  if (is.type === 'FunctionDeclaration') return is.id?.name ?? null
  const holder = parent?.is
  if (holder?.type === 'VariableDeclarator') return holder.id.type === 'Identifier' ? holder.id.name : null
  if (holder?.type === 'Property' || holder?.type === 'MethodDefinition')
    return holder.key.type === 'Identifier' ? holder.key.name : null
  return null
}

function isGroupOfTests({ parent }: Node): boolean {
  if (parent?.is.type !== 'CallExpression') return false
  const { callee } = parent.is
  const called = callee.type === 'MemberExpression' ? callee.object : callee
  return called.type === 'Identifier' && called.name === 'describe'
}
