import { describe, expect, test } from 'vitest'
import { bindMapping } from '../../src/mapping/bind.ts'
import { loadMapping } from '../../src/mapping/load.ts'
import type { Connector, Entity } from '../../src/spi/connector.ts'
import { entity, fakes, field } from '../support/mapping-connectors.ts'
import { pairOf, policyIn, shopHead } from '../support/shop-mapping.ts'

const shown = { writable: false }

function comment(more: Readonly<Record<string, Entity['fields'][string]>>, clients: boolean): Entity {
  const fields = {
    text: field('text', { required: true, maxLength: 9000 }),
    author: field('person', shown),
    at: field('moment', shown),
    task: field('ref', { entity: 'task', required: true }),
    ...more,
  }
  return { ...entity(fields), inside: { entity: 'task', field: 'task', news: 'marked', clients } }
}

function withComments(side: 'crm' | 'pm', remark: Entity): Connector {
  return { ...fakes[side], entities: { ...fakes[side].entities, remark } }
}

/** The CRM keeps clients out; the project tool does not, and has private comments or has not. */
function tools(more: Readonly<Record<string, Entity['fields'][string]>> = { private: field('flag') }) {
  return { crm: withComments('crm', comment({}, false)), pm: withComments('pm', comment(more, true)) }
}

const mapping = (more: string, pair = '[remark, remark]') => `${shopHead}
deals: { pair: [deal, project] }
tasks: { pair: [task, task], inside: deals, fields: [{ crm: title, pm: title }] }
comments: { pair: ${pair}, inside: tasks, ${more} }`

function problemsIn(text: string, connectors = tools()): readonly string[] {
  const loaded = loadMapping(text, 'shop.yaml')
  if (!loaded.ok) return loaded.problems.map(problem => problem.code)
  const bound = bindMapping(loaded.mapping, loaded.places, connectors)
  return bound.ok ? [] : bound.problems.map(problem => problem.code)
}

describe('comments in a mapping', () => {
  test('cross nowhere unasked, keep what is private, and delete nothing', () => {
    const pair = pairOf(policyIn(mapping('create: []'), tools()), 'comments')
    expect(pair).toMatchObject({
      create: [],
      anchor: { pair: 'tasks', crm: 'task', pm: 'task' },
      only: { crm: {}, pm: { private: { is: false } } },
      thread: {
        history: 'since',
        edits: 'refuse',
        whenGone: { original: 'unlink', copy: 'unlink' },
        privateOn: [],
        forms: { crm: 'text', pm: 'text' },
      },
    })
  })

  test.each([
    ['copies are private where clients read along', 'create: [crm, pm]', ['pm']],
    ['unless clients may read them', 'create: [crm, pm], clients: [pm]', []],
  ])('%s', (_, more, privateOn) => {
    expect(pairOf(policyIn(mapping(more), tools()), 'comments').thread?.privateOn).toEqual(privateOn)
  })

  test.each([
    ['copies where clients read everything', 'create: [crm, pm]', ['mapping/clients-could-read']],
    ['copies that clients may read', 'create: [crm, pm], clients: [pm]', []],
    [
      'copies of private comments among them',
      'create: [pm], clients: [pm], private: carry',
      ['mapping/clients-could-read'],
    ],
  ])('a tool without private comments: %s', (_, more, codes) => {
    expect(problemsIn(mapping(more), tools({}))).toEqual(codes)
  })

  test.each([
    ['a record that is no comment', mapping('create: []', '[task, remark]'), 'mapping/no-comments'],
    [
      'no tasks to stand under',
      `${shopHead}\ncomments: { pair: [remark, remark], inside: tasks }`,
      'mapping/missing-section',
    ],
    ['a restored comment', mapping('when_gone: { copy: restore }'), 'mapping/wrong-value'],
  ])('%s is a mistake', (_, text, code) => {
    expect(problemsIn(text).join('\n')).toContain(code)
  })
})
