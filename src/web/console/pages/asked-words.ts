/** What was asked of Baton, in words: `field: Due date, side: the CRM, 3 questions`. */
export function askedWords(ask: unknown, titleOf: (field: string) => string): readonly string[] {
  if (typeof ask !== 'object' || ask === null) return []
  return Object.entries(ask).flatMap(([name, value]) => {
    if (value === null || value === undefined || silent.includes(name)) return []
    if (name === 'field') return [`field: ${titleOf(String(value))}`]
    const word = words[name] ?? name.replaceAll(/(?=[A-Z])/g, ' ').toLowerCase()
    return [`${word}: ${told(value)}`]
  })
}

/** Numbers of ours that say nothing to anybody; the entry beside them has a link to all of them. */
const silent: readonly string[] = ['mapping', 'entry', 'ids', 'preview']

const words: Readonly<Record<string, string>> = {
  crm: 'in the CRM',
  pm: 'in the project tool',
  atLeast: 'at least so alike',
}
const sideWords: Readonly<Record<string, string>> = { crm: 'the CRM', pm: 'the project tool' }

function told(value: unknown): string {
  if (typeof value === 'string') return sideWords[value] ?? value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map(told).join('; ')
  if (typeof value === 'object' && value !== null) return askedWords(value, field => field).join(', ')
  return String(value)
}
