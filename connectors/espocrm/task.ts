import { dayIn, type Facts, type Fields, momentOn, timeIn, type Value } from '#spi'
import type { EspoRecord } from './api.ts'
import { zoneOf } from './facts.ts'
import { fromEspo, toEspo } from './moments.ts'
import { entityOfType, typeOf } from './types.ts'

type Body = Readonly<Record<string, unknown>>

/** What a task shows that no single attribute holds: the day it is due, and the one record it hangs on. */
export function taskFields(record: EspoRecord, facts: Facts): Fields {
  const entity = entityOfType(record.parentType)
  const parent = typeof record.parentId === 'string' ? record.parentId : null
  return {
    ...due(record, facts),
    deal: entity === 'deal' ? parent : null,
    account: entity === 'account' ? parent : null,
  }
}

/** A day stands in `dateEndDate`; a task with a time of day has only the moment in `dateEnd`. */
function due(record: EspoRecord, facts: Facts): Fields {
  const { dateEndDate, dateEnd } = record
  if (dateEndDate === undefined && dateEnd === undefined) return {}
  if (typeof dateEndDate === 'string' && dateEndDate !== '') return { dueDate: dateEndDate }
  return { dueDate: dayIn(zoneOf(facts), fromEspo(dateEnd)) }
}

/** A task's time of day at the site, where it has one. */
export function timeOfDay(record: EspoRecord | null, facts: Facts): string | null {
  if (record === null || record.dateEndDate) return null
  return timeIn(zoneOf(facts), fromEspo(record.dateEnd))
}

/**
 * With a day set, EspoCRM makes the moment itself and ignores one that it is given; with the day emptied alone, the
 * moment would stay.
 */
export function dueBody(day: Value, time: string | null, facts: Facts): Body {
  if (typeof day !== 'string') return { dateEndDate: null, dateEnd: null }
  if (time === null) return { dateEndDate: day }
  return { dateEndDate: null, dateEnd: toEspo(momentOn(zoneOf(facts), day, time)) }
}

/** The deal where there is one, else the account. */
export function parentBody({ deal, account }: Fields): Body {
  if (deal) return { parentType: typeOf('deal').name, parentId: deal }
  if (account) return { parentType: typeOf('account').name, parentId: account }
  return deal === null || account === null ? { parentType: null, parentId: null } : {}
}
