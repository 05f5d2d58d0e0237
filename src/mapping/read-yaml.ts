import type { Document, Node, YAMLError } from 'yaml'
import { isScalar, LineCounter, parseDocument, visit } from 'yaml'
import type { Places } from './places.ts'
import { placesOf, problemAt } from './places.ts'
import type { Problem } from './problems.ts'

export interface Reading {
  /** False: the text is not what it seems, so nothing more can be said about it. */
  readonly readable: boolean
  readonly raw: unknown
  readonly places: Places
  readonly problems: readonly Problem[]
}

/** Text -> plain values with their places. Never throws. */
export function readYaml(text: string, file: string): Reading {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' })
  const spelling = firstOfCascade(document.errors).map(error => spellingProblem(error, file, lines))
  const fancy = fancyParts(document, text).map(({ offset, what }) =>
    problemAt(file, lines, offset, 'mapping/not-plain', `${what} is not known in a mapping.`),
  )
  const readable = fancy.length === 0 && spelling.every(problem => problem.code === 'mapping/key-twice')
  return {
    readable,
    raw: readable ? document.toJS() : null,
    places: placesOf(file, document.contents, lines),
    problems: [...spelling, ...fancy],
  }
}

/** After the first mistake of spelling the parser guesses, and what else it finds follows from that. */
function firstOfCascade(errors: readonly YAMLError[]): readonly YAMLError[] {
  const first = errors.find(({ code }) => code !== 'DUPLICATE_KEY')
  return errors.filter(error => error === first || error.code === 'DUPLICATE_KEY')
}

function spellingProblem(error: YAMLError, file: string, lines: LineCounter): Problem {
  const offset = error.pos[0]
  if (error.code === 'DUPLICATE_KEY')
    return problemAt(file, lines, offset, 'mapping/key-twice', 'The key stands here a second time.')
  const message = inOurWords[error.code] ?? error.message
  return problemAt(file, lines, offset, 'mapping/not-yaml', `${message}.`)
}

/** Where the parser speaks to a programmer. */
const inOurWords: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  MULTIPLE_DOCS: 'The file holds several documents',
  RESOURCE_EXHAUSTION: 'The file is nested too deep to be read',
}

interface FancyPart {
  readonly offset: number
  readonly what: string
}

/** Whatever would make the file mean something else than it shows; references can also blow a small file up. */
function fancyParts(document: Document.Parsed, text: string): readonly FancyPart[] {
  const found: FancyPart[] = []
  const note = (node: Node, what: string) => found.push({ offset: node.range?.[0] ?? 0, what })
  const directives = document.directives
  if (directives.yaml.explicit || Object.keys(directives.tags).length > 1)
    found.push({ offset: text.search(/^%/m), what: 'A `%` line' })
  visit(document, {
    Alias: (_, node) => void note(node, 'An alias (`*`)'),
    Value: (_, node) => {
      if (node.anchor) note(node, 'An anchor (`&`)')
      if (node.tag) note(node, 'A tag (`!`)')
    },
    Pair: (_, pair) => {
      if (!isScalar(pair.key))
        found.push({ offset: (pair.key as Node | null)?.range?.[0] ?? 0, what: 'A key that is no word' })
    },
  })
  return found
}
