import { closeBlock, openBlock } from './blocks.ts'
import { cleanHtml, richAtMost, withoutInlineData } from './clean-html.ts'
import { unescaped } from './literal-text.ts'
import { markOf, sorted } from './marks.ts'
import { addText, openPage, textOf } from './page.ts'
import { visibleText } from './visible-text.ts'

/** How much of the formatting counts: what text has a sign for, or everything that is carried. */
export type Keeps = 'signs' | 'all'

/** A cleaned text has no `<` but those of tags, and no `>` inside of them. */
const token = /<(\/?)([a-z][a-z0-9]*)([^<>]*)>|[^<]+/g

/** HTML as text that people read and write: lists, links, bold and code in the usual signs. The same for every form. */
export function htmlToText(html: string, keeps: Keeps = 'signs'): string {
  const bare = withoutInlineData(html)
  if (bare.length > richAtMost) return visibleText(bare)
  const page = openPage()
  const marks = openMarks(keeps)
  for (const [whole, slash, tag = '', attributes = ''] of cleanHtml(bare).matchAll(token)) {
    if (slash === undefined) addText(page, unescaped(whole), marks.now())
    else if (tag === 'img') addText(page, pictureOf(attributes), marks.now())
    else if (slash === '/') {
      marks.close(tag)
      closeBlock(page, tag)
    } else {
      marks.open(tag, attributeOf(attributes, 'href'))
      openBlock(page, tag, Number(attributeOf(attributes, 'start')) || 1)
    }
  }
  return textOf(page).normalize('NFC')
}

function openMarks(keeps: Keeps) {
  const open: { readonly tag: string; readonly mark: string }[] = []
  return {
    open(tag: string, href: string | undefined): void {
      const mark = markOf(tag, href, keeps === 'all')
      if (mark !== null) open.push({ tag, mark })
    },
    close(tag: string): void {
      const at = open.findLastIndex(one => one.tag === tag)
      if (at !== -1) open.splice(at, 1)
    },
    now: () => sorted(open.map(one => one.mark)),
  }
}

/** A picture of a face is the face itself. */
function pictureOf(attributes: string): string {
  const [alt, src] = [attributeOf(attributes, 'alt') ?? '', attributeOf(attributes, 'src')]
  return src === undefined || /\p{Extended_Pictographic}/u.test(alt) ? alt : `![${alt}](${src})`
}

function attributeOf(attributes: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1]
  return found === undefined ? undefined : unescaped(found)
}
