import { expect, test } from 'vitest'
import type { Connector, FailureKind } from '#spi'
import crm from '../../connectors/zoho-crm/index.ts'
import projects from '../../connectors/zoho-projects/index.ts'
import { documentedErrors } from '../conformance/folder.ts'

type Codes = readonly (readonly [kind: FailureKind, codes: string])[]

/** The accounts server's, which both products have. */
const tokens: Codes = [
  ['unauthorized', 'invalid_code invalid_client invalid_client_secret invalid_redirect_uri access_denied'],
  ['unavailable', 'general_error'],
]

/** Every code that the vendor's pages name, as a reader of them would list it. */
const documented: readonly (readonly [string, Connector, Codes])[] = [
  [
    'Zoho CRM',
    crm,
    [
      ...tokens,
      ['unauthorized', 'AUTHENTICATION_FAILURE INVALID_TOKEN'],
      ['forbidden', 'OAUTH_SCOPE_MISMATCH NO_PERMISSION AUTHORIZATION_FAILED NOT_SUPPORTED'],
      ['throttled', 'TOO_MANY_REQUESTS'],
      ['unavailable', 'INTERNAL_ERROR'],
      ['gone', 'NOT_SUBSCRIBED'],
      ['stale', 'ALREADY_MODIFIED RECORD_MODIFIED'],
      ['duplicate', 'DUPLICATE_DATA'],
      ['rejected', 'MULTIPLE_OR_MULTI_ERRORS MANDATORY_NOT_FOUND INVALID_DATA DEPENDENT_FIELD_MISSING'],
      ['rejected', 'EXPECTED_FIELD_MISSING MAPPING_MISMATCH PATTERN_NOT_MATCHED RECORD_IN_BLUEPRINT'],
      ['rejected', 'RECORD_LOCKED NOT_APPROVED LIMIT_REACHED'],
      ['unexpected', 'INVALID_MODULE INVALID_REQUEST_METHOD INVALID_URL_PATTERN REQUIRED_PARAM_MISSING'],
      ['unexpected', 'LIMIT_EXCEEDED DISCRETE_PAGINATION_LIMIT_EXCEEDED PAGINATION_LIMIT_EXCEEDED'],
      ['unexpected', 'TOKEN_BOUND_DATA_MISMATCH EXPIRED_VALUE AMBIGUITY_DURING_PROCESSING'],
      ['unexpected', 'SYNTAX_ERROR INVALID_QUERY INVALID_ALIAS'],
    ],
  ],
  [
    'Zoho Projects',
    projects,
    [
      ...tokens,
      ['unauthorized', 'INVALID_OAUTHTOKEN INVALID_TICKET 6401 6890'],
      ['forbidden', 'INVALID_OAUTHSCOPE URL_RULE_NOT_CONFIGURED FORBIDDEN 6500 6504'],
      ['throttled', 'URL_ROLLING_THROTTLES_LIMIT_EXCEEDED'],
      ['unavailable', 'INTERNAL_SERVER_ERROR'],
      ['gone', '6404'],
      ['rejected', 'INVALID_PARAMETER_VALUE EXTRA_KEY_FOUND_IN_JSON LESS_THAN_MIN_OCCURANCE 6832'],
      ['rejected', 'CANNOT_MODIFY_DATE_WITH_DEPENDENCY_LAG'],
      ['unexpected', 'INVALID_METHOD INVALID_INPUTSTREAM JSON_PARSE_ERROR 6891'],
    ],
  ],
]

const rows = documented.flatMap(([title, connector, codes]) =>
  codes.flatMap(([kind, names]) => names.split(' ').map(code => [title, code, kind, connector] as const)),
)

test.each(rows)('%s: %s is %s, as an answer in the documented form shows', (_, code, kind, connector) => {
  const answers = documentedErrors(connector.name).filter(({ answer }) =>
    new RegExp(`[:"]"?${code}\\b`).test(JSON.stringify(answer.body)),
  )
  expect(answers.map(({ answer }) => connector.classify(answer).kind)).toContain(kind)
})

test.each(documented)(
  '%s: no code stands among the documented answers that is not listed here',
  (_, { name }, codes) => {
    const known = codes.flatMap(([, names]) => names.split(' '))
    const found = documentedErrors(name).flatMap(({ answer }) => codesIn(answer.body))
    expect([...new Set(found)].filter(code => !known.includes(code)).sort()).toEqual(namesNoCode)
  },
)

/** What the accounts server calls its own throttling; tried below. */
const namesNoCode = ['Access Denied']

/** The codes of an answer: CRM's `code`, the title or number of Projects, the accounts server's `error`. */
function codesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    ['code', 'title', 'error'].includes(key) && ['string', 'number'].includes(typeof inner)
      ? [String(inner)]
      : codesIn(inner),
  )
}

test.each<[string, Connector]>([
  ['Zoho CRM', crm],
  ['Zoho Projects', projects],
])('%s: a throttled accounts server is no refused token', (_, connector) => {
  const body = { error: 'Access Denied', error_description: 'too many requests', status: 'failure' }
  expect(connector.classify({ status: 400, headers: {}, body }).kind).toBe('throttled')
})
