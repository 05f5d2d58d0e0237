import { expect, test } from 'vitest'
import { mappingMark } from '../../src/web/console/pages/mappings.ts'

const why = 'Its user lacks a right.'
test.each([
  ['on', null, 'on', []],
  ['on', why, 'tried again', [why]],
  ['paused', why, 'paused', [why]],
  ['off', null, 'off', []],
] as const)('a mapping that is %s, stopped by %j, is shown as "%s"', (state, pausedWhy, word, more) => {
  const shown = String(mappingMark({ state, pausedWhy }))
  for (const words of [word, ...more]) expect(shown).toContain(words)
  expect(shown.includes('tried again')).toBe(word === 'tried again')
})
