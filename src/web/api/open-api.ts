import { verbs } from '../../engine/verbs/index.ts'
import type { Verb } from '../../engine/verbs/verb.ts'
import { methodOf, pathOf } from './paths.ts'
import { type JsonSchema, schemaOf, schemaOfAnswer } from './read-query.ts'

const problems = {
  400: 'The question cannot be read: what is wrong, and where.',
  401: 'There is no token, or it is not valid.',
  403: 'The token has another role.',
  404: 'What was asked for is not there.',
  409: 'Not possible as things are: why, and what to do.',
  429: 'Too many requests.',
} as const

/** The API as OpenAPI 3.1, made from the same schemas that read the questions. */
export function openApi() {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Baton',
      version: '1',
      summary: 'Passes the baton from sales to delivery.',
      description: 'Everything a person can do with Baton. Errors are problem+json (RFC 9457).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    tags: tags(),
    paths: Object.fromEntries(verbs.map(verb => [pathOf(verb), { [methodOf(verb)]: operation(verb) }])),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: problem },
    },
  }
}

export type OpenApi = ReturnType<typeof openApi>

function tags() {
  const names = [...new Set(verbs.map(tagOf))].sort()
  return names.map(name => ({ name, description: `Verbs about ${name}.` }))
}

function tagOf({ name }: Pick<Verb, 'name'>): string {
  return name.slice(0, name.indexOf('.'))
}

function operation(verb: Verb) {
  const { $schema: _, ...schema } = schemaOf(verb.ask)
  const { $schema: __, ...answer } = schemaOfAnswer(verb.answer)
  const asked = verb.changes
    ? {
        parameters: [idempotencyKey],
        requestBody: { required: true, content: { 'application/json': { schema } } },
      }
    : { parameters: queryOf(schema) }
  return {
    operationId: verb.name.replaceAll(/[.-](\w)/g, (_match, letter: string) => letter.toUpperCase()),
    summary: verb.title,
    description: `For the roles: ${verb.roles.join(', ')}.`,
    tags: [tagOf(verb)],
    ...asked,
    responses: {
      200: { description: 'Done.', content: { 'application/json': { schema: answer } } },
      ...Object.fromEntries(
        Object.entries(problems).map(([status, description]) => [status, refusal(description)]),
      ),
    },
  }
}

function queryOf({ properties = {}, required = [] }: JsonSchema) {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(typeof schema === 'object' && schema.type === 'object'
      ? { content: { 'application/json': { schema } } }
      : { schema }),
  }))
}

function refusal(description: string) {
  return {
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'What you call this request. Asked again under the same name it is answered as before and not done again.',
  schema: { type: 'string', maxLength: 200 },
}

const problem = {
  type: 'object',
  required: ['status', 'detail'],
  properties: {
    status: { type: 'integer' },
    code: { type: 'string', description: 'A path, e.g. `verb/not-found`.' },
    detail: { type: 'string', description: 'What is wrong, where, and what to do about it.' },
  },
}
