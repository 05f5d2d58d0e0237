import { entityOfType, isRecordEntity, type RecordEntity, typeOf } from './types.ts'

const happenings = ['create', 'update', 'delete'] as const

/** `Task.update`: what a webhook of EspoCRM listens to. Each event of each type needs one of its own. */
export function eventsOf(entities: readonly string[]): readonly string[] {
  return entities
    .filter(isRecordEntity)
    .flatMap(entity => happenings.map(one => `${typeOf(entity).name}.${one}`))
}

/** Bodies do not name the event, so the address does. */
export function addressOf(callback: string, event: string): string {
  const url = new URL(callback)
  url.searchParams.set('event', event)
  return url.href
}

export function entityOfEvent(event: string | undefined): RecordEntity | null {
  return entityOfType(event?.split('.')[0])
}
