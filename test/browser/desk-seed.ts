import { put } from '../support/pocket.ts'
import { type PocketEngine, pocketMapping } from '../support/pocket-engine.ts'

const comments = `
comments:
  pair: [note, comment]
  inside: tasks
  create: [crm, pm]
  clients: [crm, pm]
  history: all
`

/**
 * Two pockets in which everything can happen: names that meet, are alike or could be several; won deals; tasks; comments.
 */
export const seedMapping = pocketMapping(comments)
  .replace('match: name', 'match: { crm: name, pm: name, also: [website] }, create: [pm]')
  .replace(
    'fields: [{ crm: title, pm: name }]',
    'needs: accounts, when: { stage: Won }, fields: [{ crm: title, pm: name }]',
  )
  .replace('pm: note, tie: crm', 'pm: note, tie: hold')

/** Unlike each other, so that nobody is taken for somebody else. */
const minerals =
  `Amber Basalt Cobalt Dolomite Emerald Feldspar Garnet Hematite Iolite Jasper Kyanite Labradorite Malachite
  Nephrite Obsidian Peridot Quartz Rhodonite Sapphire Turquoise Uvarovite Vesuvianite Wulfenite Xenotime Yttrialite Zircon
  Chalcedony Flint Pumice Slate`.split(/\s+/)

/** Thirty accounts, each with two clients of its very name; some that are mapped, alike, or alone. */
export async function seedAccounts({ crm, pm, settle, timePasses }: PocketEngine): Promise<void> {
  for (const [at, name] of minerals.entries()) {
    put(crm, 'account', `amb-${at}`, { name, website: `${name.toLowerCase()}.example` })
    put(pm, 'client', `amb-${at}-a`, { name, website: `${name.toLowerCase()}.example` })
    put(pm, 'client', `amb-${at}-b`, { name, website: null })
  }
  put(crm, 'account', 'zylker', { name: 'Zylker', website: 'zylker.example' })
  put(pm, 'client', 'zylker', { name: 'Zylker' })
  put(crm, 'account', 'nimbus', { name: 'Nimbus Traders GmbH', website: 'nimbus.example' })
  put(pm, 'client', 'nimbus', { name: 'Nimbus Traders AG', website: 'nimbus.example' })
  put(crm, 'account', 'harbour', { name: 'Harbour & Sons' })
  put(pm, 'client', 'orchard', { name: 'Orchard Collective' })
  await settle()
  await timePasses(3600)
  await settle()
}

/** A deal that was just won, one that was won long ago, and one whose account nobody has mapped. */
export async function seedDeals({ crm, settle, timePasses }: PocketEngine): Promise<void> {
  put(crm, 'deal', 'won', { title: 'Zylker: new portal', account: 'zylker', stage: 'Won' })
  put(crm, 'deal', 'open', { title: 'Zylker: second phase', account: 'zylker', stage: 'Open' })
  put(crm, 'deal', 'waits', { title: 'Amber: fleet', account: 'amb-0', stage: 'Won' })
  await timePasses(3600)
  await settle()
}
