import { type Condition, condition, type Grammar, listOf, takePath } from './coql-condition.ts'
import { must, peek, type Reader, readerOf, takeIf, takeName, takeNumber, unexpected } from './coql-words.ts'

interface Column {
  readonly path: string
  readonly alias: string | null
}

export interface Query {
  readonly columns: readonly Column[]
  readonly from: string
  readonly where: Condition | null
  readonly order: readonly { readonly path: string; readonly descending: boolean }[]
  readonly offset: number
  readonly limit: number
}

export function parseQuery(text: string, grammar: Grammar): Query {
  const reader = readerOf(text)
  must(reader, 'select')
  const columns = listOf(reader, column)
  must(reader, 'from')
  const from = takeName(reader)
  const where = takeIf(reader, 'where') ? condition(reader, grammar) : noFilter(reader, grammar)
  const order = takeOrder(reader)
  const page = takeLimit(reader)
  if (peek(reader).kind !== 'end') throw unexpected(reader)
  return { columns, from, where, order, ...page }
}

function noFilter(reader: Reader, grammar: Grammar): null {
  if (grammar.mustFilter) throw unexpected(reader)
  return null
}

function column(reader: Reader): Column {
  const path = takePath(reader)
  return { path, alias: takeIf(reader, 'as') ? takeName(reader) : null }
}

function takeOrder(reader: Reader): Query['order'] {
  if (!takeIf(reader, 'order')) return []
  must(reader, 'by')
  return listOf(reader, one => {
    const path = takePath(one)
    const descending = takeIf(one, 'desc')
    if (!descending) takeIf(one, 'asc')
    return { path, descending }
  })
}

/** `limit 200`, `limit 0, 200` or `limit 200 offset 0`. */
function takeLimit(reader: Reader): { readonly offset: number; readonly limit: number } {
  if (!takeIf(reader, 'limit')) return { offset: 0, limit: 200 }
  const first = takeNumber(reader)
  if (takeIf(reader, ',')) return { offset: first, limit: takeNumber(reader) }
  return { limit: first, offset: takeIf(reader, 'offset') ? takeNumber(reader) : 0 }
}
