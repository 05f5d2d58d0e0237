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
  typed,
} from './some-evidence.ts'

const removed = deed('person', 'pm', { does: 'remove', before: shows('w1'), at: 6000 })
const deletedAndMadeAgain = [removed, { ...crossed, id: 'p2', at: 9000 }]

describe('nothing is wrong', () => {
  const right: Readonly<Record<string, Evidence>> = {
    'when a task has crossed': calm,
    'when an edit has crossed': besides(
      edited('person', 'crm', shows('w1'), shows('w2')),
      edited('baton', 'pm', shows('w1'), shows('w2')),
    ),
    'with a difference that somebody is asked about': {
      ...besides(edited('person', 'crm', shows('w1'), shows('w2'))),
      asked: [{ rows: ['c1', 'p1'], field: 'title' }],
    },
    'when a value that gave way stands in the journal': {
      ...besides(
        edited('person', 'pm', shows('w1'), shows('w3')),
        edited('person', 'crm', shows('w1'), shows('w2')),
        edited('baton', 'pm', shows('w3'), shows('w2'), 20_000),
      ),
      journal: '{"lost": "w3"}',
    },
    'when a task was removed on one side': besides(
      deed('person', 'crm', { does: 'remove', before: shows('w1') }),
    ),
    'when a refused day was told once, in two deliveries of one mail': {
      ...besides(refused),
      asked: [{ rows: ['c1'], field: 'dueDate' }],
      letters: [letter('a', day), letter('a', day)],
    },
    'when somebody deleted a new row before Baton can have heard of it, and it was made again': besides(
      ...deletedAndMadeAgain,
    ),
    'when it was deleted long after, and no answer that reached Baton had shown it': {
      ...besides({ ...removed, at: 60_000 }, { ...crossed, id: 'p2', at: 70_000 }),
      shown: new Set(),
    },
    'when a backup took two projects': besides(
      ...['q1', 'q2'].flatMap(id => [
        deed('baton', 'pm', { kind: 'project', id, after: shows('Deal') }),
        deed('backup', 'pm', { kind: 'project', id, does: 'remove', before: shows('Deal') }),
      ]),
    ),
    'when a write changes nothing because somebody had just typed the same': besides(
      edited('person', 'crm', shows('w1'), shows('w2')),
      edited('person', 'pm', shows('w1'), shows('w2'), 10_000),
      { ...edited('baton', 'pm', shows('w2'), shows('w2'), 13_000), isIdle: true },
    ),
    'when a comment has its copy': {
      ...besides(remark, comment('baton', 'pm', 'm1', 'w5')),
      told,
    },
    'when somebody is asked about a comment whose copy may be another one’s': {
      ...besides(remark, comment('baton', 'pm', 'm1', 'w5'), comment('person', 'crm', 'n1', 'w6')),
      told,
      asked: [{ rows: ['n1'], field: '' }],
    },
    'when a copy of a comment was edited, and that was refused': {
      ...besides(remark, comment('baton', 'pm', 'm1', 'w5'), {
        ...comment('person', 'pm', 'm1', 'w6'),
        does: 'edit',
        before: shows('', { words: 'w5' }),
      }),
      told,
      asked: [{ rows: ['m1'], field: 'text' }],
    },
    'when a copy of a comment was deleted by somebody, and the comment stays': {
      ...besides(remark, comment('baton', 'pm', 'm1', 'w5'), comment('person', 'pm', 'm1', null)),
      told,
    },
    'when as many calls came as are declared': {
      ...calm,
      limits: [limit],
      arrivals: [call(0), call(1), call(1001)],
    },
  }
  test.each(Object.entries(right))('%s', (_name, evidence) => {
    expect(judge(evidence)).toEqual([])
  })
})

describe('it is seen', () => {
  const wrong: readonly (readonly [string, Evidence, RegExp])[] = [
    [
      'that an edit never crossed',
      besides(edited('person', 'crm', shows('w1'), shows('w2'))),
      /title differs/,
    ],
    [
      'that a description, a day or a status differs',
      besides(
        edited('person', 'crm', shows('w1'), shows('w1', { words: 'w2', due: '2026-12-01', isClosed: true })),
      ),
      /description differs.*dueDate differs.*status differs/s,
    ],
    ['that a task never crossed', { ...calm, deeds: [typed] }, /never crossed/],
    [
      'that an edit was lost without a word',
      besides(
        edited('person', 'pm', shows('w1'), shows('w3')),
        edited('person', 'crm', shows('w1'), shows('w2')),
        edited('baton', 'pm', shows('w3'), shows('w2'), 20_000),
      ),
      /w3 was lost on the pm side/,
    ],
    ['a task that was made twice', besides({ ...crossed, id: 'p2' }), /made 2 times/],
    [
      'a task that was made again after somebody had deleted what Baton knew of',
      { ...besides(...deletedAndMadeAgain), journal: '"row": "p1"' },
      /made 2 times/,
    ],
    [
      'a task that was made again long after somebody had deleted the first',
      besides({ ...removed, at: 17_000 }, { ...crossed, id: 'p2', at: 20_000 }),
      /made 2 times/,
    ],
    [
      'a task that came from nowhere',
      besides({ ...crossed, id: 'p2', after: shows('w9') }),
      /belongs to nobody/,
    ],
    [
      'a project that was made twice',
      besides(
        deed('baton', 'pm', { kind: 'project', id: 'q1', after: shows('Deal') }),
        deed('baton', 'pm', { kind: 'project', id: 'q2', after: shows('Deal') }),
      ),
      /project "Deal" was made more than once/,
    ],
    [
      'a comment that was copied twice',
      { ...besides(remark, comment('baton', 'pm', 'm1', 'w5'), comment('baton', 'pm', 'm2', 'w5')), told },
      /comment crm n1 was made 2 times/,
    ],
    ['a comment that was not copied', { ...besides(remark), told }, /its copy is not there/],
    [
      'a copy of a comment that Baton took away',
      { ...besides(remark, comment('baton', 'pm', 'm1', 'w5'), comment('baton', 'pm', 'm1', null)), told },
      /its copy is not there/,
    ],
    [
      'a copy of a comment that is gone',
      { ...besides(remark, comment('baton', 'pm', 'm1', 'w5'), comment('person', 'crm', 'n1', null)), told },
      /is gone, and its copy is not/,
    ],
    [
      'a task that Baton removed',
      besides(deed('baton', 'pm', { does: 'remove', before: shows('w1') })),
      /Baton removed/,
    ],
    [
      'a write that changed nothing',
      besides({ ...edited('baton', 'pm', shows('w1'), shows('w1')), isIdle: true }),
      /although it said that already/,
    ],
    [
      'a write that changed nothing, longer after somebody had typed the same',
      besides(edited('person', 'pm', shows('w1'), shows('w2'), 10_000), {
        ...edited('baton', 'pm', shows('w2'), shows('w2'), 13_001),
        isIdle: true,
      }),
      /although it said that already/,
    ],
    [
      'a write that changed nothing after somebody had typed the same elsewhere',
      besides(edited('person', 'crm', shows('w1'), shows('w2'), 10_000), {
        ...edited('baton', 'pm', shows('w2'), shows('w2'), 10_500),
        isIdle: true,
      }),
      /although it said that already/,
    ],
    [
      'a title that came back to where it was typed',
      besides(
        edited('person', 'crm', shows('w1'), shows('w2')),
        edited('baton', 'crm', shows('w2'), shows('w1'), 20_000),
      ),
      /carried back/,
    ],
    ['a word that nobody typed', besides(edited('baton', 'pm', shows('w1'), shows('w8'))), /w8 was made up/],
    [
      'two mails about one refusal',
      { ...besides(refused), letters: [letter('a', day), letter('b', day)] },
      /in 2 mails/,
    ],
    ['a refusal that nobody was told of', besides(refused), /was told to nobody/],
    [
      'more calls in a window than are declared',
      { ...calm, limits: [limit], arrivals: [call(5000), call(5600), call(5999)] },
      /3 calls of \* at pm/,
    ],
  ]
  test.each(wrong)('%s', (_name, evidence, what) => {
    expect(judge(evidence).join('\n')).toMatch(what)
  })
})
