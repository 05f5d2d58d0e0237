import { type SourceFile, textsOf } from './source-tree.ts'

/** A test and the invariant it holds: `I3`, or null where `SPEC.md` names a test under none. */
export interface Holding {
  readonly invariant: string | null
  readonly file: string
  /** The title without its marks. */
  readonly title: string
}

/** Marks stand before or after the title: `[I3] [I6] a death …`, `… is refused [I12]`. */
const marked = /^((?:\[I\d+\] ?)*)(.*?)((?: ?\[I\d+\])*)$/s

function marksIn(text: string): readonly string[] {
  return [...text.matchAll(/\[(I\d+)\]/g)].flatMap(([, name]) => name ?? [])
}

/** What the titles of the tests say they hold. */
export function holdingsOf(file: SourceFile): readonly Holding[] {
  return textsOf(file).flatMap(({ text }) => {
    const [, before = '', title = '', after = ''] = marked.exec(text) ?? []
    return marksIn(before + after).map(invariant => ({ invariant, file: file.path, title }))
  })
}

/** Marks that stand in the middle of a title, or in a template: nobody would find them. */
export function strayMarks(file: SourceFile): readonly string[] {
  return textsOf(file).flatMap(({ text, place }) => {
    const title = marked.exec(text)?.[2] ?? ''
    return marksIn(title).length > 0 || (text.includes('…') && marksIn(text).length > 0) ? [place] : []
  })
}

export interface Section {
  /** `I3`; null: not about one invariant. */
  readonly invariant: string | null
  /** The chapter it stands in, e.g. `Not yet`. */
  readonly chapter: string
  readonly holdings: readonly Holding[]
}

/** Reads `SPEC.md`: chapters, a section for each invariant, and in it the tests, one a line. */
export function readSpec(text: string): readonly Section[] {
  const chapters = text.split(/^## /m).slice(1)
  return chapters.flatMap(chapter => {
    const [name = ''] = chapter.split('\n')
    return chapter.split(/^### /m).map(section => sectionOf(section, name))
  })
}

function sectionOf(text: string, chapter: string): Section {
  const invariant = /^(I\d+)\b/.exec(text)?.[1] ?? null
  const lines = text.matchAll(/^- `(test\/[^`]+)`: (.+)$/gm)
  const holdings = [...lines].map(([, file = '', title = '']) => ({ invariant, file, title }))
  return { invariant, chapter, holdings }
}
