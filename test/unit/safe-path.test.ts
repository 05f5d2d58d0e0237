import { expect, test } from 'vitest'
import { safePath } from '../../src/web/console/safe-path.ts'

const wanted: readonly (readonly [string, unknown, string])[] = [
  ['a page', '/deals?mapping=zoho', '/deals?mapping=zoho'],
  ['another site', 'https://evil.example.test/', '/'],
  ['another site without its scheme', '//evil.example.test/', '/'],
  ['the same with a backslash', '/\\evil.example.test', '/'],
  ['the same behind a tab', '/\t/evil.example.test', '/'],
  ['a script', 'javascript:alert(1)', '/'],
  ['a path without its slash', 'deals', '/'],
  ['nothing', undefined, '/'],
  ['a list', ['/deals'], '/'],
]
test.each(wanted)('where to go after signing in: %s', (_, path, to) => {
  expect(safePath(path)).toBe(to)
})
