import { html as tagged } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

/** Text that is safe to send: only `html` makes it. */
export type Html = HtmlEscapedString

/** What may stand in a template. Text is escaped; null, undefined and false leave nothing. */
export type Content = Html | string | number | null | undefined | false | readonly Content[]

/** A template whose values are escaped, unless a template made them. Attributes are always quoted. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  // Its answer is a promise only where a value is one, and none can be.
  return tagged(strings, ...values) as Html
}
