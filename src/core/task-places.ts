/** A record that a task can be hung on. */
export interface Offer {
  readonly pair: 'deals' | 'accounts'
  readonly id: string
  readonly title: string | null
}

export type Placed =
  | { readonly ok: true; readonly offer: Offer }
  | { readonly ok: false; readonly why: string }

/** Where in the CRM a task of a project goes: where a person said, if it is offered; else on the deal, else the account. */
export function placeInCrm(offers: readonly Offer[], picked: Pick<Offer, 'pair' | 'id'> | null): Placed {
  if (offers.length === 0)
    return {
      ok: false,
      why: 'Its project belongs to no mapped account. Map the client of the project first.',
    }
  if (picked === null)
    return { ok: true, offer: offers.find(one => one.pair === 'deals') ?? (offers[0] as Offer) }
  const offer = offers.find(one => one.pair === picked.pair && one.id === picked.id)
  if (offer) return { ok: true, offer }
  return { ok: false, why: `It can only be hung on ${listed(offers)}, which its project belongs to.` }
}

/** Which project a task of the CRM goes into: the only one there is, or the one that a person picked. */
export function placeInPm(offers: readonly Offer[], picked: string | null): Placed {
  if (offers.length === 0)
    return {
      ok: false,
      why: 'Neither its deal nor its account has a project. Create the project first; if the deal was won a moment ago, ask again in a minute.',
    }
  const offer = picked === null && offers.length === 1 ? offers[0] : offers.find(one => one.id === picked)
  if (offer) return { ok: true, offer }
  const why = picked === null ? 'It could go into several projects; pick one of' : 'It can only go into'
  return { ok: false, why: `${why} ${listed(offers)}.` }
}

function listed(offers: readonly Offer[]): string {
  return offers.map(({ id, title }) => (title === null ? id : `"${title}" (${id})`)).join(', ')
}
