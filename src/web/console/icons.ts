import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** The icons in use, by what they mean here, and what Bootstrap Icons calls them. */
const icons = {
  overview: 'speedometer2',
  accounts: 'people',
  deals: 'trophy',
  clients: 'building',
  tasks: 'check2-square',
  holds: 'question-circle',
  journal: 'journal-text',
  connections: 'plug',
  mappings: 'shuffle',
  persons: 'person-badge',
  mail: 'envelope',
  settings: 'gear',
  search: 'search',
  menu: 'list',
  light: 'sun',
  dark: 'moon-stars',
  leave: 'box-arrow-right',
  outside: 'box-arrow-up-right',
  good: 'check-circle-fill',
  warn: 'exclamation-triangle-fill',
  bad: 'x-octagon-fill',
  wait: 'hourglass-split',
  plain: 'info-circle-fill',
  next: 'chevron-right',
} as const

export type IconName = keyof typeof icons

/** All icons in use as one sprite, cut out of the package's. */
export function iconSprite(): string {
  const require = createRequire(import.meta.url)
  const all = readFileSync(require.resolve('bootstrap-icons/bootstrap-icons.svg'), 'utf8')
  const symbols = Object.entries(icons).map(([name, theirs]) => {
    const [symbol, id, inside] = new RegExp(`<symbol[^>]* id="(${theirs})">(.*?)</symbol>`).exec(all) ?? []
    if (symbol === undefined || id === undefined) throw new Error(`There is no icon "${theirs}".`)
    return `<symbol id="${name}" viewBox="0 0 16 16">${inside}</symbol>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`
}
