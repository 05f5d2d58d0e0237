import { expect, test } from 'vitest'
import { nameOfCall } from '../../src/cli/demo/watch.ts'

test.each([
  ['a short id', 'https://r.test/projects/6/memberships.json', 'r.test /projects/{id}/memberships.json'],
  ['a short id at the end', 'https://r.test/issues/12.json?include=journals', 'r.test /issues/{id}.json'],
  ['our key as an identifier', 'https://r.test/projects/baton-mj2k.json', 'r.test /projects/{id}.json'],
  ['another identifier', 'https://r.test/projects/onboarding.json', 'r.test /projects/onboarding.json'],
  ['a long id', 'https://z.test/crm/v8/Deals/2490000000000001', 'z.test /crm/v8/Deals/{id}'],
  [
    'several',
    'https://z.test/api/v3/portal/60012345/projects/249001001',
    'z.test /api/v3/portal/{id}/projects/{id}',
  ],
  ['letters and digits', 'https://e.test/api/v1/Task/6b00000000000057e', 'e.test /api/v1/Task/{id}'],
])('a call has the same name in every telling of the story: %s', (_, url, name) => {
  expect(nameOfCall({ method: 'GET', url })).toBe(`GET ${name}`)
})
