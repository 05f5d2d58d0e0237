import { verbs } from '../../engine/verbs/index.ts'
import type { Verb } from '../../engine/verbs/verb.ts'
import { listening } from './events.ts'
import { methodOf, pathOf } from './paths.ts'
import { type JsonSchema, schemaOf, schemaOfAnswer } from './read-query.ts'

const problems = {
  400: 'The question cannot be read: what is wrong, and where.',
  401: 'There is no token, or it is not valid.',
  403: 'The token has another role.',
  404: 'What was asked for is not there.',
  409: 'Not possible as things are: why, and what to do.',
  429: 'Too many requests.',
  503: 'Not just now: try again.',
} as const

type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>

/** Said by its schema, or, where it is an object, as JSON. */
export interface Parameter {
  readonly description?: string
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly schema?: JsonSchema | boolean
  readonly content?: Content
}

export interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly tags: readonly string[]
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly required: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content: Content }>>
}

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
    paths: paths(),
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: problem },
    },
  }
}

export type OpenApi = ReturnType<typeof openApi>

function paths(): Readonly<Record<string, Readonly<Record<string, Operation>>>> {
  const ofVerbs = verbs.map(verb => [pathOf(verb), { [methodOf(verb)]: operation(verb) }])
  return { ...Object.fromEntries(ofVerbs), '/api/v1/events': { get: eventsOperation() } }
}

function tags() {
  const names = [...new Set(verbs.map(tagOf))].sort()
  const events = { name: 'events', description: 'What happens, as it happens.' }
  return [events, ...names.map(name => ({ name, description: `Verbs about ${name}.` }))]
}

function tagOf({ name }: Pick<Verb, 'name'>): string {
  return name.slice(0, name.indexOf('.'))
}

function operation(verb: Verb): Operation {
  const { $schema: _, ...schema } = schemaOf(verb.ask)
  const { $schema: __, ...answer } = schemaOfAnswer(verb.answer)
  const asked =
    methodOf(verb) === 'post'
      ? {
          parameters: verb.changes ? [idempotencyKey] : [],
          requestBody: { required: true, content: { 'application/json': { schema } } },
        }
      : { parameters: queryOf(schema) }
  return {
    operationId: verb.name.replaceAll(/[.-](\w)/g, (_match, letter: string) => letter.toUpperCase()),
    summary: verb.title,
    description: `For the roles: ${verb.roles.join(', ')}.`,
    tags: [tagOf(verb)],
    ...asked,
    responses: answers({ 'application/json': { schema: answer } }),
  }
}

/** The one question whose answer never ends. */
function eventsOperation(): Operation {
  const { $schema: _, ...schema } = schemaOf(listening.ask)
  const words =
    'The journal as it is written, as server-sent events: `id`, `event` (the kind) and `data` (JSON).'
  const again = 'With `Last-Event-ID`, or `after`, whatever came after that entry is told first.'
  return {
    operationId: 'events',
    summary: listening.title,
    description: `${words} ${again} For the roles: ${listening.roles.join(', ')}.`,
    tags: ['events'],
    parameters: [lastEventId, ...queryOf(schema)],
    responses: answers({ 'text/event-stream': { schema: { type: 'string' } } }),
  }
}

function answers(content: Content): Operation['responses'] {
  return {
    200: { description: 'Done.', content },
    ...Object.fromEntries(
      Object.entries(problems).map(([status, description]) => [status, refusal(description)]),
    ),
  }
}

function queryOf({ properties = {}, required = [] }: JsonSchema): readonly Parameter[] {
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

const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'What you call this request. Asked again under the same name it is answered as before and not done again.',
  schema: { type: 'string', maxLength: 200 },
}

const lastEventId: Parameter = {
  name: 'Last-Event-ID',
  in: 'header',
  required: false,
  description: 'The entry that was heard last. Browsers send it by themselves when they come again.',
  schema: { type: 'string' },
}

const problem = {
  type: 'object',
  required: ['status', 'title', 'detail'],
  properties: {
    title: { type: 'string', description: 'What the status means.' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'A path, e.g. `verb/not-found`.' },
    detail: { type: 'string', description: 'What is wrong, where, and what to do about it.' },
  },
}
