/** One condition of a list (docs.espocrm.com/development/api-search-params). Conditions of a list hold together. */
export type Where =
  | { readonly type: 'and' | 'or'; readonly value: readonly Where[] }
  | { readonly type: 'isNull'; readonly attribute: string }
  | { readonly type: 'in'; readonly attribute: string; readonly value: readonly string[] }
  | {
      readonly type: 'equals' | 'greaterThan' | 'after' | 'greaterThanOrEquals'
      readonly attribute: string
      readonly value: string
    }

type Query = Readonly<Record<string, string>>

/** Records after a place in a list that is ordered by this attribute and then by id; without an id, from the time on. */
export function from(
  attribute: string,
  { time, id }: { readonly time: string; readonly id: string },
): Where[] {
  const at = { attribute, value: time }
  if (id === '') return [{ type: 'greaterThanOrEquals', ...at }]
  const beyond: Where = { type: 'greaterThan', attribute: 'id', value: id }
  const rest: Where = { type: 'and', value: [{ type: 'equals', ...at }, beyond] }
  return [{ type: 'or', value: [{ type: 'greaterThan', ...at }, rest] }]
}

/** Conditions as parameters of a query: `where[0][type]=in`, `where[0][value][1]=…`. */
export function whereQuery(conditions: readonly Where[], at = 'where'): Query {
  return Object.fromEntries(
    conditions.flatMap((one, index) => Object.entries(asQuery(one, `${at}[${index}]`))),
  )
}

function asQuery(one: Where, at: string): Query {
  const type = { [`${at}[type]`]: one.type }
  switch (one.type) {
    case 'and':
    case 'or':
      return { ...type, ...whereQuery(one.value, `${at}[value]`) }
    case 'isNull':
      return { ...type, [`${at}[attribute]`]: one.attribute }
    case 'in': {
      const values = one.value.map((each, index) => [`${at}[value][${index}]`, each] as const)
      return { ...type, [`${at}[attribute]`]: one.attribute, ...Object.fromEntries(values) }
    }
    default:
      return { ...type, [`${at}[attribute]`]: one.attribute, [`${at}[value]`]: one.value }
  }
}
