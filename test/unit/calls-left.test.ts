import { expect, test } from 'vitest'
import crm from '../../connectors/zoho-crm/index.ts'
import projects from '../../connectors/zoho-projects/index.ts'
import type { CallsLeft, VendorResponse } from '../../src/spi/index.ts'

const answer = (headers: Record<string, string>): VendorResponse => ({ status: 200, headers, body: {} })
const request = { method: 'GET', url: 'https://x.test/', limit: 'GET /portals' } as const

type Row = readonly [what: string, headers: Record<string, string>, left: readonly CallsLeft[]]

const ofCrm: readonly Row[] = [
  ['nothing, before half of the credits are used', {}, []],
  ['credits', { 'x-api-credits-remaining': '1234' }, [{ of: 'credits', left: 1234 }]],
  ['what is no number', { 'x-api-credits-remaining': 'some' }, []],
]
test.each(ofCrm)('Zoho CRM tells %s', (_, headers, left) => {
  expect(crm.callsLeft(request, answer(headers))).toEqual(left)
})

const ofProjects: readonly Row[] = [
  ['nothing, on an older page', {}, []],
  [
    'calls down to the safe limit',
    { ratelimit: '200', 'ratelimit-remaining': '150' },
    [{ of: 'GET /portals', left: 40 }],
  ],
  [
    'that the safe part is used up',
    { ratelimit: '200', 'ratelimit-remaining': '20' },
    [{ of: 'GET /portals', left: -90 }],
  ],
  [
    'a limit below ours as it is',
    { ratelimit: '50', 'ratelimit-remaining': '20' },
    [{ of: 'GET /portals', left: 20 }],
  ],
]
test.each(ofProjects)('Zoho Projects tells %s', (_, headers, left) => {
  expect(projects.callsLeft(request, answer(headers))).toEqual(left)
})
