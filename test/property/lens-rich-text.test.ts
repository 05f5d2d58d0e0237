import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyWorld } from '../../src/core/lens.ts'
import { richTextLens } from '../../src/core/lenses/rich-text.ts'
import { cleanHtml } from '../../src/core/rich-text/clean-html.ts'
import { htmlToText } from '../../src/core/rich-text/html-to-text.ts'
import { lettersOf } from '../../src/core/rich-text/marks.ts'
import { textToHtml } from '../../src/core/rich-text/text-to-html.ts'
import { keepsTheLaws } from '../support/lens-laws.ts'

/** Pieces that mean something to a reader of text, so that random texts come near the interesting ones. */
const signs = fc.constantFrom(
  ...[
    '*',
    '**',
    '_',
    '`',
    '```',
    '~~',
    '# ',
    '- ',
    '1. ',
    '3) ',
    '> ',
    '[',
    '](',
    ')',
    '!',
    '---',
    '\\',
    '|',
  ],
  ...['\n', '\n\n', '  ', '    ', '\t', '\r\n', ' ', '\u00a0', '\u2028', '\u0000', '\ud83d\ude00', 'a\u0301'],
  ...[
    'https://x.y/z',
    'http://ä.de/%C3%BC',
    'mailto:a@b.c',
    '<b>',
    '&amp;',
    '&',
    '<',
    '@Cy',
    'word',
    'two words',
  ],
  ...['2*3*4', 'snake_case', 'javascript:x', '<https://a.b>', '```js\n', ':', '.', '"', "'", 'x'],
)
const typed = fc.oneof(
  fc.array(signs, { maxLength: 25 }).map(pieces => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('', ' ', '\n'),
)

const tags = fc.constantFrom(
  ...[
    'p',
    'div',
    'ul',
    'ol',
    'li',
    'b',
    'i',
    's',
    'u',
    'code',
    'pre',
    'blockquote',
    'h2',
    'table',
    'tr',
    'td',
  ],
  ...[
    'span',
    'font',
    'a href="https://x.y"',
    'ol start="3"',
    'script',
    'style',
    'strong class="x"',
    'sub',
    'svg',
  ],
)
const { html } = fc.letrec<{ html: string; node: string }>(tie => ({
  html: fc.array(tie('node'), { maxLength: 6 }).map(nodes => nodes.join('')),
  node: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.oneof(
      signs,
      fc.constantFrom('<br>', '<br/>', '<hr>', '&nbsp;', '&eacute;', '<!-- x -->', '<', '</p>', '<li>'),
    ),
    fc.constantFrom(
      '<img src="https://i/p.png" alt="p">',
      '<a href="javascript:x()">y</a>',
      '<p onclick="x()">z</p>',
    ),
    fc.tuple(tags, tie('html')).map(([tag, inner]) => `<${tag}>${inner}</${tag.split(' ')[0]}>`),
  ),
}))
const shown = fc.oneof(html, typed)
const orEmpty = (text: fc.Arbitrary<string>) => fc.option(text, { freq: 20 })

keepsTheLaws('rich-text of text and HTML', richTextLens({ crm: 'text', pm: 'html' }), {
  values: { crm: orEmpty(typed), pm: orEmpty(shown) },
})
keepsTheLaws('rich-text of HTML and text', richTextLens({ crm: 'html', pm: 'text' }, { crm: 40, pm: 30 }), {
  values: { crm: orEmpty(shown), pm: orEmpty(typed) },
})
keepsTheLaws('rich-text of HTML on both sides', richTextLens({ crm: 'html', pm: 'html' }), {
  values: { crm: orEmpty(shown), pm: orEmpty(shown) },
})

/** A sign that would end an address early is written there by its number, which is no letter that anybody typed. */
const lettersIn = (text: string) =>
  text.replace(/(%[0-9a-f]{2})+/gi, lettersOf).replace(/[^\p{L}\p{N}]/gu, '')
const often = { numRuns: 2_000 }

describe('text and HTML', () => {
  test('no letter that was typed is lost on the way to HTML', () => {
    fc.assert(
      fc.property(
        fc.array(
          signs.filter(sign => !/%|```/.test(sign)),
          { maxLength: 25 },
        ),
        pieces => {
          const text = pieces.join('')
          expect(lettersIn(htmlToText(textToHtml(text))).normalize('NFC')).toBe(
            lettersIn(text.normalize('NFC')),
          )
        },
      ),
      { ...often, examples: [[['[', '*', '](', '*', '<', '3) ']]] },
    )
  })

  test('what a vendor does to the form of HTML changes nothing that is read', () => {
    const forms: readonly ((text: string) => string)[] = [
      text => `<div>${text}</div>`,
      text => `<div class="zp" style="color:red">${text}</div>`,
      text => text.replaceAll('<br />', '<br>'),
      text => text.replace(/(<\/(?:p|div|li|ul|ol|h1|blockquote)>)</g, '$1\n  <'),
      text => text.replaceAll('<strong>', '<b>').replaceAll('</strong>', '</b>'),
      text => text.replaceAll('&lt;', '&#60;').replaceAll('é', '&eacute;'),
    ]
    fc.assert(
      fc.property(typed, fc.constantFrom(...forms), (text, rewrite) => {
        const sent = textToHtml(text)
        const lens = richTextLens({ crm: 'text', pm: 'html' })
        expect(lens.agree(text, rewrite(sent), emptyWorld)).toBe(true)
      }),
      often,
    )
  })

  test('nothing that could run gets across', () => {
    const dangerous =
      /<\s*(script|style|iframe|object|svg)|\son\w+\s*=|(href|src)="\s*(javascript|data|vbscript):/i
    fc.assert(
      fc.property(html, typed, (there, text) => {
        expect(cleanHtml(there)).not.toMatch(dangerous)
        expect(textToHtml(text)).not.toMatch(dangerous)
        expect(textToHtml(htmlToText(there))).not.toMatch(dangerous)
      }),
      often,
    )
  })
})
