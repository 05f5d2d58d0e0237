import { importsOf, type Node, placeOf, type SourceFile } from './source-tree.ts'

/** Where a file names something that the language or Node brings along; not where it calls its own thing so. */
export function usesOf(file: SourceFile, names: readonly string[]): readonly string[] {
  const own = new Set(file.nodes.filter(isDeclared).map(wordOf))
  return file.nodes
    .filter(node => {
      const word = wordOf(node)
      return word !== null && names.includes(word) && !own.has(word) && !isMember(node)
    })
    .map(node => `${placeOf(file, node)} ${wordOf(node)}`)
}

function wordOf({ is }: Node): string | null {
  return is.type === 'Identifier' ? is.name : null
}

const declaring: Readonly<Record<string, string>> = {
  ImportSpecifier: 'local',
  FunctionDeclaration: 'id',
  VariableDeclarator: 'id',
  ArrowFunctionExpression: 'params',
}

function isDeclared({ parent, as }: Node): boolean {
  return (
    declaring[parent?.is.type ?? ''] === as || (parent?.is.type === 'FunctionDeclaration' && as === 'params')
  )
}

/** `connector.fetch` and `{ fetch: … }` are not the global one. */
function isMember({ parent, as }: Node): boolean {
  if (parent?.is.type === 'MemberExpression') return as === 'property' && !parent.is.computed
  return as === 'key' || as === 'imported'
}

/** `Date.now()`, `new Date()` and `Date()` read the clock; `new Date(text)` and `Date.parse(text)` do not. */
export function clocksIn(file: SourceFile): readonly string[] {
  const readings = file.nodes.filter(node => wordOf(node) === 'Date' && !isMember(node) && isReading(node))
  return [
    ...readings.map(node => `${placeOf(file, node)} Date`),
    ...usesOf(file, ['performance']),
    ...imports(file, /^(node:)?(perf_hooks|timers)/),
  ]
}

function isReading({ parent, as }: Node): boolean {
  if (parent?.is.type === 'MemberExpression')
    return parent.is.property.type !== 'Identifier' || parent.is.property.name === 'now'
  if (parent?.is.type === 'NewExpression') return as === 'callee' && parent.is.arguments.length === 0
  return parent?.is.type === 'CallExpression'
}

/** The environment, however it is reached. */
export function environmentIn(file: SourceFile): readonly string[] {
  const readings = file.nodes.filter(
    node => wordOf(node) === 'process' && !isMember(node) && mayReachEnv(node),
  )
  return [
    ...readings.map(node => `${placeOf(file, node)} process.env`),
    ...imports(file, /^(node:)?process$/),
  ]
}

function mayReachEnv({ parent }: Node): boolean {
  if (parent?.is.type !== 'MemberExpression' || parent.is.property.type !== 'Identifier') return true
  return parent.is.computed || parent.is.property.name === 'env'
}

/** Anything that comes later: `async`, `await`, promises. */
export function waitingIn(file: SourceFile): readonly string[] {
  const marks = file.nodes.filter(({ is }) => is.type === 'AwaitExpression' || ('async' in is && is.async))
  return [
    ...marks.map(node => `${placeOf(file, node)} async`),
    ...usesOf(file, ['Promise', 'queueMicrotask']),
  ]
}

/** Where a thing is called by this name: `pool.query(…)`. */
export function callsOf(file: SourceFile, method: string): readonly string[] {
  return file.nodes
    .filter(({ is }) => {
      if (is.type !== 'CallExpression' || is.callee.type !== 'MemberExpression') return false
      return is.callee.property.type === 'Identifier' && is.callee.property.name === method
    })
    .map(node => `${placeOf(file, node)} .${method}(`)
}

function imports(file: SourceFile, named: RegExp): readonly string[] {
  return importsOf(file)
    .filter(one => named.test(one.from))
    .map(one => `${one.place} ${one.from}`)
}
