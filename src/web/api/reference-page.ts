import { escaped } from '../escaped.ts'
import type { OpenApi, Operation } from './open-api.ts'

/** The API to read: one section for each verb. No scripts, no styles from elsewhere. */
export function referencePage(document: OpenApi): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => section(path, method, operation)),
  )
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Baton: API</title><meta name="viewport" content="width=device-width"></head>
<body>
<h1>Baton: API</h1>
<p>${escaped(document.info.description)} The same for programs: <a href="/api/openapi.json">openapi.json</a>.</p>
${operations.join('\n')}
</body>
</html>
`
}

function section(path: string, method: string, operation: Operation): string {
  const asked = operation.requestBody?.content['application/json']?.schema ?? {
    parameters: operation.parameters,
  }
  return `<section>
<h2>${escaped(operation.summary)}</h2>
<p><code>${method.toUpperCase()} ${escaped(path)}</code> ${escaped(operation.description)}</p>
<details><summary>What is asked</summary><pre>${escaped(JSON.stringify(asked, null, 2))}</pre></details>
</section>`
}
