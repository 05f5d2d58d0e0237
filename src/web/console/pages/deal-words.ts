import type { z } from 'zod'
import type { toldDealAnswer } from '../../../engine/verbs/told-deal.ts'
import type { Html } from '../html.ts'
import { mark, type Tone } from '../parts/mark.ts'

export type ToldDeal = z.output<typeof toldDealAnswer>
type State = ToldDeal['state']

const words: Readonly<Record<State['is'], readonly [Tone, string]>> = {
  made: ['good', 'has its project'],
  waiting: ['wait', 'waits'],
  held: ['warn', 'waits for a person'],
  'being-made': ['wait', 'is being made'],
  asked: ['wait', 'asked for'],
  offered: ['plain', 'not taken in yet'],
  'left-out': ['plain', 'left out by the mapping'],
  'not-won': ['plain', 'not won'],
}

/** How far a deal is, in a word or two. */
export function dealMark({ is }: State): Html {
  return mark(...words[is])
}

/** Where one deal's page is. `connection` is the CRM's. */
export function dealUrl(connection: string, deal: string): string {
  return `/deals/${encodeURIComponent(connection)}/${encodeURIComponent(deal)}`
}

/** Why there is no project yet; empty where there is nothing to say. */
export function dealWhy(state: State): string {
  if ('why' in state) return state.why
  if (state.is === 'offered')
    return 'It was won before the mapping was switched on, or nothing is made by itself.'
  if (state.is === 'left-out') return 'The mapping says that such deals have no project.'
  return ''
}

/** Whether something is under way that a page can wait for. */
export function isUnderWay({ is }: State): boolean {
  return is === 'asked' || is === 'being-made' || is === 'waiting'
}
