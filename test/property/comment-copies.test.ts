import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import {
  type Byline,
  bylineRoom,
  linesOfByline,
  readByline,
  saysTheSame,
} from '../../src/core/comments/byline.ts'
import { bylineOf, signed, unsigned } from '../../src/core/comments/copied-text.ts'
import { emptyWorld } from '../../src/core/lens.ts'
import { richTextLens } from '../../src/core/lenses/rich-text.ts'
import { textLens } from '../../src/core/lenses/text.ts'
import type { Side } from '../../src/core/value.ts'
import { runs } from '../support/property.ts'

const pieces = fc.constantFrom(
  ...[
    '*',
    '**',
    '_',
    '`',
    '```',
    '# ',
    '- ',
    '1. ',
    '> ',
    '[',
    '](',
    '---',
    '\n',
    '\n\n',
    '    ',
    '\t',
    '\r\n',
  ],
  ...[
    'Ada, 2026-01-01 00:00 UTC, in Zoho CRM:',
    'Ada, undated, in X, with 2 files:',
    '\n- a: https://x.y/z\n',
  ],
  ...['https://x.y/z', '<b>', '&amp;', '@Cy', 'word', ':', ', in ', 'ü', '🚀'],
)
const typed = fc.array(pieces, { maxLength: 14 }).map(each => each.join(''))

const byline: fc.Arbitrary<Byline> = fc.record({
  author: fc.oneof(typed, fc.constantFrom('Ada Sync', 'O’Hara, Bo', '', 'x'.repeat(300))),
  at: fc.oneof(
    fc.constantFrom(null, 'never'),
    fc
      .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
      .map(at => at.toISOString()),
  ),
  tool: fc.constantFrom('Zoho CRM', 'Redmine', 'EspoCRM, ours'),
  files: fc.array(fc.constantFrom('plan.pdf: https://x.y/1', 'a b', '', '- - -', 'y'.repeat(400)), {
    maxLength: 9,
  }),
})

const lenses = {
  'text and HTML': { lens: richTextLens({ crm: 'text', pm: 'html' }), forms: { crm: 'text', pm: 'html' } },
  'text and text': { lens: textLens(), forms: { crm: 'text', pm: 'text' } },
} as const

test.each(Object.entries(lenses))(
  'a copy without its first line reads as its comment does: %s',
  (_, { lens, forms }) => {
    fc.assert(
      fc.property(typed, byline, fc.constantFrom<Side>('crm', 'pm'), (text, by, on) => {
        const across = lens.across(text, on, null, emptyWorld)
        assert.ok(across.ok)
        const copy = signed(forms[on], across.value, by)
        const bare = unsigned(forms[on], copy)
        const [crm, pm] = on === 'pm' ? [text, bare] : [bare, text]
        assert.ok(lens.agree(crm, pm, emptyWorld), JSON.stringify({ copy, bare }))
        const said = bylineOf(forms[on], copy)
        assert.ok(said && saysTheSame(said, by))
      }),
      runs(1500),
    )
  },
)

test('a first line is as short as it was promised to be, and is read as it was written', () => {
  fc.assert(
    fc.property(byline, typed, (by, text) => {
      const lines = linesOfByline(by)
      assert.ok(lines.join('\n').length + 2 <= bylineRoom)
      const own = text.split('\n')
      const read = readByline([...lines, '', ...own])
      const start = own.findIndex(line => line.trim() !== '')
      assert.deepEqual(read?.rest, start === -1 ? [] : own.slice(start))
    }),
    runs(1500),
  )
})
