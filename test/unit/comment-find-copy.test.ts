import { describe, expect, test } from 'vitest'
import { signed } from '../../src/core/comments/copied-text.ts'
import { bylineFor, copyOf, isCopy, originalOf, type Thread } from '../../src/core/comments/find-copy.ts'
import { nextLookSeconds } from '../../src/core/comments/next-look.ts'
import { richTextLens } from '../../src/core/lenses/rich-text.ts'
import type { Fields } from '../../src/core/value.ts'
import { fieldRule } from '../support/small-mapping.ts'

const forms = { crm: 'text', pm: 'html' } as const
const thread: Thread = {
  text: fieldRule('text', { lens: richTextLens(forms) }),
  forms,
  us: { crm: 'u1', pm: 'p1' },
  speaks: { crm: false, pm: false },
  tools: { crm: 'Zoho CRM', pm: 'Redmine' },
}

const said: Fields = {
  text: 'By Monday.',
  author: 'u7',
  authorName: 'Ada Sync',
  at: '2026-11-04T08:00:30.000Z',
}
const original = { id: 'n1', fields: said }

function copy(id: string, more: Fields = {}, of: Fields = said) {
  const text = signed('html', '<p>By Monday.</p>', bylineFor(thread, 'crm', of))
  return { id, fields: { text, author: 'p1', authorName: 'Baton', at: '2026-11-04T08:01:00.000Z', ...more } }
}

const edited = signed('html', '<p>By Friday.</p>', bylineFor(thread, 'crm', said))

describe('the copy of a comment', () => {
  test.each([
    ['is known by author, minute and text', [copy('c1')], { is: 'link', with: 'c1' }],
    ['may be one of two that are the same', [copy('c1'), copy('c2')], { is: 'link', with: 'c1' }],
    ['is nobody else’s', [copy('c1', {}, { ...said, authorName: 'Bo' })], { is: 'none' }],
    ['is of another minute', [copy('c1', {}, { ...said, at: '2026-11-04T08:01:00.000Z' })], { is: 'none' }],
    ['was written by us', [copy('c1', { author: 'p9' })], { is: 'none' }],
    ['may have no author to tell', [copy('c1', { author: null })], { is: 'link', with: 'c1' }],
    [
      'is asked about when it was edited',
      [copy('c1', { text: edited })],
      { is: 'ambiguous', candidates: ['c1'] },
    ],
    ['is not there', [], { is: 'none' }],
  ])('%s', (_, others, verdict) => {
    expect(copyOf(thread, 'crm', original, others)).toEqual(verdict)
  })

  test('may have been posted as its author, where our account does that', () => {
    const posted = copy('c1', { author: 'p9' })
    const speaking = { ...thread, speaks: { crm: false, pm: true } }
    expect(copyOf(speaking, 'crm', original, [posted])).toEqual({ is: 'link', with: 'c1' })
    expect(isCopy(speaking, 'pm', posted)).toBe(true)
    expect(isCopy(speaking, 'pm', { id: 'c2', fields: { ...said, author: 'p9' } })).toBe(false)
  })

  test('finds its original', () => {
    const other = { id: 'n2', fields: { ...said, authorName: 'Bo' } }
    expect(originalOf(thread, 'pm', copy('c1'), [other, original])).toEqual({ is: 'link', with: 'n1' })
  })

  test.each([
    ['a copy', copy('c1').fields, true],
    ['what we wrote by hand', { ...said, author: 'p1' }, false],
    ['a first line that somebody typed', copy('c1', { author: 'p9' }).fields, false],
    [
      'a first line of a tool that is not the other one',
      copy('c1', { text: 'Ada, undated, in Jira:' }).fields,
      false,
    ],
  ])('%s is told by its first line and its author', (_, fields, is) => {
    expect(isCopy(thread, 'pm', { id: 'c1', fields })).toBe(is)
  })
})

test.each([
  ['alive just now', 3, true, 120],
  ['alive just now, where nobody announces comments', 3, false, 10],
  ['quiet for a minute, where nobody announces comments', 60, false, 60],
  ['quiet for an hour', 3600, true, 3600],
  ['quiet for a year', 365 * 86_400, true, 30 * 86_400],
  ['quiet for a year, where nobody announces comments', 365 * 86_400, false, 86_400],
  ['without a comment', Number.POSITIVE_INFINITY, false, 86_400],
])('a thread that was %s is looked at again after as long', (_, quiet, announced, next) => {
  expect(nextLookSeconds(quiet, announced)).toBe(next)
})
