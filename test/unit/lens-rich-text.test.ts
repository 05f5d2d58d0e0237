import { describe, expect, test } from 'vitest'
import { emptyWorld } from '../../src/core/lens.ts'
import { richTextLens } from '../../src/core/lenses/rich-text.ts'
import { htmlToText } from '../../src/core/rich-text/html-to-text.ts'
import { textToHtml } from '../../src/core/rich-text/text-to-html.ts'
import type { Value } from '../../src/core/value.ts'

const lens = richTextLens({ crm: 'text', pm: 'html' })
const bothRich = richTextLens({ crm: 'html', pm: 'html' })

describe('text becomes HTML', () => {
  const cases: readonly (readonly [text: string, html: string])[] = [
    ['one\ntwo', '<p>one<br />two</p>'],
    ['one\n\ntwo', '<p>one</p><p>two</p>'],
    ['- a\n- b\n  1. c', '<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>'],
    ['3. a\n4. b', '<ol start="3"><li>a</li><li>b</li></ol>'],
    ['**bold**, _leaning_, ~~gone~~', '<p><strong>bold</strong>, <em>leaning</em>, <s>gone</s></p>'],
    ['[words](https://x.y/?a=1&b=2)', '<p><a href="https://x.y/?a=1&amp;b=2">words</a></p>'],
    ['see https://x.y.', '<p>see <a href="https://x.y">https://x.y</a>.</p>'],
    ['`a < b`', '<p><code>a &lt; b</code></p>'],
    ['```js\nif (a) {\n  b\n}\n```', '<pre><code>if (a) {<br />  b<br />}</code></pre>'],
    ['> said', '<blockquote><p>said</p></blockquote>'],
    ['# Plan', '<h1>Plan</h1>'],
    ['Hello @Cy 😀', '<p>Hello @Cy 😀</p>'],
  ]
  test.each(cases)('%j', (text, html) => {
    expect(textToHtml(text)).toBe(html)
    expect(lens.agree(text, html, emptyWorld)).toBe(true)
  })
})

describe('what plain text means literally stays literal', () => {
  const cases: readonly (readonly [text: string, html: string])[] = [
    ['2*3*4 = 24', '<p>2*3*4 = 24</p>'],
    ['snake_case_name', '<p>snake_case_name</p>'],
    ['\\\\server\\share', '<p>\\\\server\\share</p>'],
    ['&copy; & <b>', '<p>&amp;copy; &amp; &lt;b&gt;</p>'],
    ['file.md, www.x.y and a@b.c', '<p>file.md, www.x.y and a@b.c</p>'],
    ['    indented', '<p>indented</p>'],
    ['1. a\n1. b', '1. a<br />1. b'],
    ['[]()', '[]()'],
    ['```the whole of it', '```the whole of it'],
    ['[x]: https://x.y', '<p>[x]: <a href="https://x.y">https://x.y</a></p>'],
    [`${'> '.repeat(150)}deep`, `${'&gt; '.repeat(150)}deep`],
  ]
  test.each(cases)('%j', (text, html) => {
    expect(textToHtml(text)).toBe(html)
  })
})

describe('HTML becomes text', () => {
  const cases: readonly (readonly [html: string, text: string])[] = [
    ['<div>one</div><div>two</div>', 'one\ntwo'],
    ['<div>one</div><div><br></div><div>two</div>', 'one\n\ntwo'],
    ['<p>one</p><p>&nbsp;</p><p>two</p>', 'one\n\ntwo'],
    ['<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>', '- a\n  - b\n- c'],
    [
      '<ol start="3"><li><p>a</p></li><li>b<ul><li>x</li></ul>y</li></ol>z',
      '3. a\n4. b\n   - x\n\n   y\n\nz',
    ],
    ['a<ul><li></li><li>b</li></ul>', 'a\n\n-\n- b'],
    ['<b>a</b><strong>b</strong><i> c </i>d', '**ab** _c_ d'],
    ['<i><b>a</b></i> = <b><i>a</i></b>', '**_a_** = **_a_**'],
    ['<a href="https://x.y"><b>x</b> y</a>', '[**x** y](https://x.y)'],
    ['<a href="https://x.y/(1)">a [b]</a>', 'a [b] (https://x.y/%281%29)'],
    ['<a href="https://x.y/%C3%BC">https://x.y/ü</a>', 'https://x.y/ü'],
    ['<a href="mailto:a@b.c">a@b.c</a>', 'a@b.c'],
    ['<a class="mention" href="/u/1">@Cy Delivery</a>, look', '@Cy Delivery, look'],
    ['<code>a`b</code>', '`` a`b ``'],
    ['<pre>a  b<br>c\n  d</pre>', '```\na  b\nc\n  d\n```'],
    ['<blockquote><p>a</p><p>b</p></blockquote>c', '> a\n>\n> b\n\nc'],
    ['<h2>Plan <i>B</i></h2>text', '## Plan _B_\n\ntext'],
    ['<table><tr><th>a</th><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>', 'a | b\nc | d'],
    ['a<hr>b', 'a\n\n---\n\nb'],
    ['<img src="https://i/p.png" alt="plan">', '![plan](https://i/p.png)'],
    ['<img class="emoji" src="https://i/1.png" alt="😀">', '😀'],
    ['a &eacute; &amp;lt; &#128512;', 'a é &lt; 😀'],
    ['<u>under</u> H<sub>2</sub>O', 'under H2O'],
    ['a < b <3', 'a < b <3'],
    ['', ''],
    ['<div></div>', ''],
  ]
  test.each(cases)('%s', (html, text) => {
    expect(htmlToText(html)).toBe(text)
    expect(lens.agree(text, html, emptyWorld)).toBe(true)
  })
})

describe('another form is no change', () => {
  const forms: readonly (readonly [a: string, b: string])[] = [
    ['<p>a<br />b</p>', '<div>a<br>b</div>'],
    ['<p>a</p>', '<div class="zp" style="color:red"><p>a</p>\n</div>'],
    ['<b>é</b>', '<strong>&eacute;</strong>'],
    ['<a href="https://x.y" title="t">x</a>', "<a target=_blank href='https://x.y'>x</a>"],
    ['<ul><li>a</li></ul>', '<ul>\n <li><p>a</p></li>\n</ul>'],
    ['cafe\u0301', 'café'],
  ]
  test.each(forms)('%s and %s', (a, b) => {
    expect(lens.alike?.('pm', a, b)).toBe(true)
    expect(bothRich.agree(a, b, emptyWorld)).toBe(true)
  })

  const edits: readonly (readonly [a: string, b: string])[] = [
    ['<p>a</p>', '<p><b>a</b></p>'],
    ['<p>a</p><p>b</p>', '<p>a<br>b</p>'],
    ['<ul><li>a</li></ul>', '<ol><li>a</li></ol>'],
    ['<a href="https://x.y">x</a>', '<a href="https://x.z">x</a>'],
  ]
  test.each(edits)('but %s and %s differ', (a, b) => {
    expect(lens.alike?.('pm', a, b)).toBe(false)
    expect(bothRich.agree(a, b, emptyWorld)).toBe(false)
  })

  test('where both sides keep HTML, formatting that text has no sign for counts too', () => {
    expect(bothRich.agree('<p>a</p>', '<p><u>a</u></p>', emptyWorld)).toBe(false)
    expect(lens.alike?.('pm', '<p>a</p>', '<p><u>a</u></p>')).toBe(true)
  })
})

describe('nothing that could run gets across', () => {
  test.each([
    '<script>steal()</script><p onclick="steal()" style="position:fixed">hi</p><style>p{}</style>',
    '<a href="javascript:steal()"><img src="x" onerror="steal()">hi</a>',
    '<svg onload="steal()"><title>x</title></svg>hi<iframe src="https://x.y"></iframe>',
  ])('%s', html => {
    for (const to of ['crm', 'pm'] as const) {
      const across = bothRich.across(html, to, null, emptyWorld)
      expect(JSON.stringify(across)).not.toMatch(/steal|script|style|on(click|error|load)|iframe|svg/)
      expect(JSON.stringify(across)).toContain('hi')
    }
  })

  test('nor from text that only looks like a link', () => {
    expect(textToHtml('[x](javascript:steal())')).toBe('<p>[x](javascript:steal())</p>')
  })
})

describe('odd values', () => {
  const values: readonly Value[] = [null, '', ' \n ', '<p><br></p>', '<div></div>']
  test.each(values)('%j is empty', value => {
    expect(lens.agree(null, value, emptyWorld)).toBe(true)
    expect(bothRich.across(value, 'pm', 'x', emptyWorld)).toEqual({ ok: true, value: null })
  })

  test.each([5, true, ['a', 'b']] as const)('%j is read as its letters', value => {
    expect(lens.across(value, 'pm', null, emptyWorld)).toEqual({ ok: true, value: `<p>${value}</p>` })
  })

  test('a text too long for the other side is held, with the signs and tags that it takes there', () => {
    const short = richTextLens({ crm: 'text', pm: 'html' }, { pm: 10, crm: 5 })
    expect(short.across('1234', 'pm', null, emptyWorld)).toMatchObject({ code: 'carry/too-long' })
    expect(short.across('<b>ab</b>', 'crm', null, emptyWorld)).toMatchObject({ code: 'carry/too-long' })
  })
})

describe('very long texts', () => {
  const long = (piece: string) => piece.repeat(Math.ceil(200_000 / piece.length))

  test.each(['word ', 'a\n', '- a\n', '> ', '[a](', '*', '<b>'])(
    '200 kB of %j crosses letter by letter',
    text => {
      const across = lens.across(long(text), 'pm', null, emptyWorld)
      expect(across.ok && lens.agree(long(text), across.value, emptyWorld)).toBe(true)
    },
  )

  test.each(['<div>a', '<ul><li>a', '<b>a</b> ', '<!--', '<a b="', '<script>a</script>b', '&eacute;'])(
    '200 kB of %j is read in one go',
    html => {
      const across = lens.across(long(html), 'crm', null, emptyWorld)
      expect(across.ok && lens.agree(across.value, long(html), emptyWorld)).toBe(true)
    },
  )

  test('pictures within the text do not count', () => {
    const html = `<p>a</p><img src="data:image/png;base64,${long('QUJD')}"><p><b>b</b></p>`
    expect(lens.across(html, 'crm', null, emptyWorld)).toEqual({ ok: true, value: 'a\n\n**b**' })
  })

  test('HTML that is too long to be cleaned is held', () => {
    expect(bothRich.across(long('<p>a</p>'), 'pm', null, emptyWorld)).toMatchObject({
      code: 'carry/too-long',
    })
  })
})
