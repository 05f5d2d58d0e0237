import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const require = createRequire(import.meta.url)
const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

/** What keeps people from using a page as it is shown now, each with where it is. */
export async function barriers(page: Page): Promise<string[]> {
  const found = await page.evaluate(
    `(() => { ${source}; return axe.run(document, { resultTypes: ['violations'] }) })()`,
  )
  const { violations } = found as { readonly violations: readonly Violation[] }
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}\n${failureSummary}`),
  )
}
