import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pageHtml } from '../../src/core/rich-text/page-html.ts'
import { visibleText } from '../../src/core/rich-text/visible-text.ts'

test.each([
  ['formatting is shown', 'Then **two** trucks', '<p>Then <strong>two</strong> trucks</p>'],
  ['a product stays one', '2*3*4 = 24', '<p>2*3*4 = 24</p>'],
  ['lists are lists', '- one\n- two', '<ul><li>one</li><li>two</li></ul>'],
  ['lines end where they end', 'one\ntwo', '<p>one<br />two</p>'],
  ['a heading does not head the page', '# Loud', '<p>Loud</p>'],
  [
    'a link leads there, and tells nobody where from',
    '[there](https://a.example.test/)',
    '<p><a href="https://a.example.test/" rel="noopener noreferrer nofollow">there</a></p>',
  ],
  [
    'a picture is a link, and loads nothing',
    '![map](https://a.example.test/m.png)',
    '<p><a href="https://a.example.test/m.png" rel="noopener noreferrer nofollow">map</a></p>',
  ],
] as const)('%s', (_, text, html) => {
  expect(pageHtml(text)).toBe(html)
})

/** What somebody may type into a comment to get at whoever reads it here. */
const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt&#58;alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](//evil.example.test)',
  '[x](/sign-out)',
  '[x](/settings "onmouseover=alert(1)")',
  '![x](data:image/svg+xml,<svg onload=alert(1)>)',
  '<https://a.example.test/"onmouseover="alert(1)>',
  '<form action=/viewer><button>x</button></form>',
  '<style>*{display:none}</style>',
  '<iframe src=https://evil.example.test>',
  '```\n</code></pre><script>alert(1)</script>\n```',
  '`</code><script>alert(1)</script>`',
  '<b style="position:fixed" class="card" id="main" hx-get="/sign-out" hx-trigger="load">x</b>',
  '<meta http-equiv=refresh content=0;url=https://evil.example.test>',
  '**<x**<script**>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
]

const tags = new Set([
  'p',
  'br',
  'hr',
  'ul',
  'ol',
  'li',
  'blockquote',
  'pre',
  'strong',
  'em',
  's',
  'u',
  'code',
  'a',
])
const allowed =
  /^<(\/?[a-z]+|a( href="(https?:\/\/|mailto:)[^"<>]*" rel="noopener noreferrer nofollow")?|ol start="-?\d+"|(br|hr) \/)>$/i

function isHarmless(html: string): void {
  for (const tag of html.match(/<[^>]*>?/g) ?? []) {
    expect(tag).toMatch(allowed)
    expect(tags).toContain(/[a-z]+/i.exec(tag)?.[0])
  }
}

test.each(hostile)('%j does nothing', text => {
  isHarmless(pageHtml(text))
})

test('whatever is typed, nothing but formatting and links comes out, and no letter is lost', () => {
  const piece = fc.oneof(
    fc.constantFrom(...hostile),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('**', '`', '\n', '- ', '> ', '[', '](', ')', '<', '>', '"'),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
      isHarmless(pageHtml(pieces.join('')))
    }),
  )
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('two', 'trucks', '**', '*', '`', '- ', '\n', ' ', '# ', '> ', '~~'), {
        maxLength: 12,
      }),
      words => {
        const letters = (text: string) => text.replace(/[^a-z]/g, '')
        expect(letters(visibleText(pageHtml(words.join(''))))).toBe(letters(words.join('')))
      },
    ),
  )
})
