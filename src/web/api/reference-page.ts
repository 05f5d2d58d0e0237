import { type Html, html } from '../console/html.ts'
import { openSheet } from '../console/layout.ts'
import type { Viewer } from '../console/viewer.ts'
import type { OpenApi, Operation, Parameter } from './open-api.ts'
import type { JsonSchema } from './read-query.ts'
import { toldSchema } from './told-schema.ts'

interface Told {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

/** The API to read: what each verb is asked and answers, and who may ask. */
export function referencePage(document: OpenApi, viewer: Viewer): Html {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const groups = Map.groupBy(all, ({ operation }) => operation.tags[0] ?? '')
  return openSheet({
    title: 'API',
    viewer,
    url: '/api',
    body: html`${introduction(document)}
<div class="row"><nav class="col-lg-3 mb-4" aria-label="Verbs">${[...groups].map(([tag, told]) => contents(tag, told))}</nav>
<div class="col-lg-9">${[...groups].map(([tag, told]) => html`<h2 class="text-capitalize">${tag}</h2>${told.map(section)}`)}</div></div>`,
  })
}

function introduction({ info }: OpenApi): Html {
  return html`<p>${info.description} The same for programs: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<p>Ask with a token, which <code>baton tokens create NAME --role viewer</code> makes, or an admin under Settings:</p>
<pre tabindex="0">curl -H "Authorization: Bearer $TOKEN" https://baton.example.test/api/v1/connections/list</pre>
<p>A list is answered page by page: ask again with <code>after</code> = the <code>next</code> of the page before. A request that
changes something may carry an <code>Idempotency-Key</code>; sent again under the same one, it is answered as before and not done again.</p>`
}

function contents(tag: string, told: readonly Told[]): Html {
  const links = told.map(
    ({ operation }) => html`<li><a href="#${operation.operationId}">${operation.summary}</a></li>`,
  )
  return html`<div class="nav-group ps-0 text-capitalize">${tag}</div><ul class="list-unstyled">${links}</ul>`
}

function section({ path, method, operation }: Told): Html {
  const { operationId, summary, description, responses } = operation
  const answer = responses[200]?.content['application/json']?.schema
  return html`<section class="card mb-3" id="${operationId}"><div class="card-body">
<h3 class="card-title">${summary}</h3>
<p><span class="mark tone-plain">${method.toUpperCase()}</span> <code>${path}</code></p>
<p class="text-secondary">${description}</p>
${asked(operation)}
${answer && html`<details><summary>What is answered</summary><pre tabindex="0">${toldSchema(answer)}</pre></details>`}
</div></section>`
}

function asked(operation: Operation): Html {
  const schema = operation.requestBody?.content['application/json']?.schema ?? inQuery(operation)
  if (Object.keys(schema.properties ?? {}).length === 0) return html`<p>Nothing has to be said.</p>`
  const words = operation.requestBody ? 'What is asked, as JSON' : 'What is asked, in the query'
  return html`<details open><summary>${words}</summary><pre tabindex="0">${toldSchema(schema)}</pre></details>`
}

/** The parameters of a query as one object, to be told like any other. */
function inQuery({ parameters }: Operation): JsonSchema {
  const told = parameters.filter(one => one.in === 'query')
  return {
    type: 'object',
    properties: Object.fromEntries(told.map(one => [one.name, schemaIn(one)])),
    required: told.filter(({ required }) => required).map(({ name }) => name),
  }
}

function schemaIn({ schema, content }: Parameter): JsonSchema | boolean {
  return schema ?? content?.['application/json']?.schema ?? true
}
