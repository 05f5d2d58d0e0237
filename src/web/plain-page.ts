import { escaped } from './escaped.ts'

/** A page that says one thing. */
export function plainPage(title: string, words: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Baton: ${escaped(title)}</title><meta name="viewport" content="width=device-width"></head>
<body>
<h1>${escaped(title)}</h1>
<p>${escaped(words)}</p>
</body>
</html>
`
}
