/** What PHP makes of `where[0][type]=in&where[0][value][]=…`: a tree of texts. */
export type Tree = string | { readonly [key: string]: Tree }

type Open = { [key: string]: string | Open }

export function treeOf(query: URLSearchParams, name: string): Tree | undefined {
  const root: Open = {}
  for (const [key, value] of query) {
    const [head = '', ...rest] = key.split('[')
    if (head === name && rest.length > 0)
      put(
        root,
        rest.map(step => step.replace(/\]$/, '')),
        value,
      )
  }
  return Object.keys(root).length === 0 ? undefined : root
}

function put(at: Open, [step = '', ...rest]: readonly string[], value: string): void {
  const key = step === '' ? String(Object.keys(at).length) : step
  if (rest.length === 0) {
    at[key] = value
    return
  }
  const inner = at[key]
  const next: Open = typeof inner === 'object' ? inner : {}
  at[key] = next
  put(next, rest, value)
}

export function itemsOf(tree: Tree | undefined): readonly Tree[] {
  return typeof tree === 'object' ? Object.values(tree) : []
}
