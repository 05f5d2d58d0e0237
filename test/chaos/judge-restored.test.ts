import { describe, expect, test } from 'vitest'
import type { Evidence } from './evidence.ts'
import { judge } from './judge/judge.ts'
import {
  besides,
  call,
  calm,
  comment,
  crossed,
  day,
  deed,
  edited,
  letter,
  limit,
  refused,
  remark,
  shows,
  told,
} from './some-evidence.ts'

/** A backup takes a title back, and so long after it the edit of the other side is written over what it shows. */
function broughtBack(afterMs: number): Evidence {
  return besides(
    edited('person', 'crm', shows('w1'), shows('w2')),
    edited('person', 'crm', shows('w2'), shows('w3'), 12_000),
    edited('person', 'pm', shows('w1'), shows('w4'), 15_000),
    edited('backup', 'crm', shows('w3'), shows('w2'), 20_000),
    edited('baton', 'crm', shows('w2'), shows('w4'), 20_000 + afterMs),
  )
}

describe('nothing is wrong', () => {
  const right: Readonly<Record<string, Evidence>> = {
    'when a backup took a copy, and it was made again': besides(
      deed('backup', 'pm', { does: 'remove', before: shows('w1') }),
      { ...crossed, id: 'p2', at: 9000 },
    ),
    'when a backup shows again what Baton had made of a task': besides(
      deed('backup', 'pm', { before: shows('w1', { words: 'w7' }), after: shows('w1') }),
      deed('person', 'pm', { before: shows('w1'), after: shows('w1') }),
    ),
    'when a backup shows an old title again, which crosses, and what it wrote over is journalled': {
      ...besides(
        edited('person', 'crm', shows('w1'), shows('w2')),
        edited('baton', 'pm', shows('w1'), shows('w2'), 11_000),
        edited('backup', 'pm', shows('w2'), shows('w1'), 20_000),
        edited('baton', 'crm', shows('w2'), shows('w1'), 30_000),
      ),
      journal: '{"lost": "w2"}',
    },
    'when what a backup had just brought back is written over before anybody could read it':
      broughtBack(1_000),
    'when a refused day was told once more after a backup had shown it again': {
      ...besides(
        refused,
        edited('person', 'crm', shows('w1', { due: day }), shows('w1')),
        edited('backup', 'crm', shows('w1'), shows('w1', { due: day }), 20_000),
      ),
      asked: [{ rows: ['c1'], field: 'dueDate' }],
      letters: [letter('a', day), letter('b', day)],
    },
    'when the clock of the database was set among the calls of a window': {
      ...calm,
      limits: [limit],
      arrivals: [call(5000), call(5600), call(5999)],
      clockJumps: [5500],
    },
  }
  test.each(Object.entries(right))('%s', (_name, evidence) => {
    expect(judge(evidence)).toEqual([])
  })
})

describe('it is seen', () => {
  const wrong: readonly (readonly [string, Evidence, RegExp])[] = [
    [
      'that the last place of a word was written over without a word, after a backup had taken the other one',
      besides(
        edited('person', 'crm', shows('w1'), shows('w2')),
        edited('baton', 'pm', shows('w1'), shows('w2'), 11_000),
        edited('backup', 'pm', shows('w2'), shows('w1'), 20_000),
        edited('baton', 'crm', shows('w2'), shows('w1'), 30_000),
      ),
      /w2 was lost on the crm side/,
    ],
    [
      'that what a backup brought back is written over without a word, though there was time to read it',
      broughtBack(10_000),
      /w2 was lost on the crm side/,
    ],
    [
      'the last copy of a comment that a backup took, removed without a word',
      {
        ...besides(
          remark,
          comment('baton', 'pm', 'm1', 'w5'),
          { ...comment('backup', 'crm', 'n1', null), before: shows('', { words: 'w5' }) },
          { ...comment('baton', 'pm', 'm1', null), before: shows('', { words: 'w5' }) },
        ),
        told,
      },
      /w5 stood only in the comment pm m1/,
    ],
  ]
  test.each(wrong)('%s', (_name, evidence, what) => {
    expect(judge(evidence).join('\n')).toMatch(what)
  })
})
