import { bylineRoom } from '../core/comments/byline.ts'
import type { PairPolicy, ThreadPolicy } from '../core/policy.ts'
import { otherSide, type Side, sides } from '../core/value.ts'
import type { Entity } from '../spi/connector.ts'
import { anchorOf } from './anchor.ts'
import { bindPair } from './bind-pair.ts'
import type { Desk, PairDesk } from './desk.ts'
import { own, pairDesk, recordOf } from './desk.ts'
import type { SharedParts } from './pair-schema.ts'
import { quoted } from './phrase.ts'
import type { Mapping } from './schema.ts'

type Comments = NonNullable<Mapping['comments']>

/** Null where the file has no comments, or something about them is wrong. */
export function bindComments(desk: Desk): PairPolicy | null {
  const section = desk.mapping.comments
  const comments = section && pairDesk(desk, 'comments', section.pair)
  if (!section || !comments || !areComments(comments)) return null
  const anchor = anchorOf(comments, section.inside, ['comments', 'inside'])
  const privateOn = sides.filter(side => isToBePrivate(comments, section, side))
  checkDeletes(comments, section)
  const thread = { ...threadOf(section, privateOn), forms: formsOf(comments) }
  const asked = sectionOf(section, onlyOf(comments, section))
  return bindPair(withRoom(comments), asked, { anchor, needsAnchor: true, thread })
}

function areComments(desk: PairDesk): boolean {
  const strange = sides.filter(side => {
    const { inside, fields } = desk.entities[side]
    return !inside || !own(fields, 'text')
  })
  for (const side of strange) {
    const message = `${recordOf(desk, side)} is no comment: it does not stand under another record.`
    desk.report('mapping/no-comments', ['comments', 'pair', sides.indexOf(side)], message)
  }
  return strange.length === 0
}

/** What every comment has: one text, and no past before it is copied. What follows from a deletion is decided for each. */
function sectionOf(section: Comments, only: SharedParts['only']): SharedParts {
  const whenGone = { crm: 'unlink', pm: 'unlink' } as const
  return {
    ...section,
    only,
    fields: [{ crm: 'text', pm: 'text', flow: 'both', tie: section.tie }],
    at_link: 'hold',
    when_gone: whenGone,
  }
}

/** A private comment takes no part, unless the mapping allows it; one that does not tell is not taken for public. */
function onlyOf(desk: PairDesk, { only, private: choice }: Comments): SharedParts['only'] {
  const on = (side: Side) =>
    choice === 'keep' && own(desk.entities[side].fields, 'private')
      ? { ...only[side], private: { is: false } }
      : only[side]
  return { crm: on('crm'), pm: on('pm') }
}

/** What clients could read never grows: a copy is private where they read along, or it is not made. */
function isToBePrivate(desk: PairDesk, section: Comments, side: Side): boolean {
  const { inside, fields } = desk.entities[side]
  if (!inside?.clients || !section.create.includes(side)) return false
  const isAllowed = section.clients.includes(side)
  if (own(fields, 'private')?.writable) return !isAllowed
  if (isAllowed && section.private === 'keep') return false
  const at = section.create.indexOf(side)
  const what = isAllowed ? 'private comments as well' : 'copies'
  const message = `Clients of ${desk.connectors[side].name} could read the ${what}: it has no private comments.`
  desk.report('mapping/clients-could-read', ['comments', 'create', at], message)
  return false
}

function checkDeletes(desk: PairDesk, { create, when_gone }: Comments): void {
  const gone = {
    original: create,
    copy: create.map(otherSide),
  }
  for (const which of ['original', 'copy'] as const) {
    const acts = when_gone[which] === 'delete' ? gone[which] : []
    for (const side of acts.filter(each => !desk.entities[each].can.delete))
      desk.report(
        'mapping/entity-cannot',
        ['comments', 'when_gone', which],
        `Baton cannot delete ${recordOf(desk, side)}, and ${quoted(which)} asks for it.`,
      )
  }
}

/** The first line of a copy has to fit in beside the text. */
function withRoom(desk: PairDesk): PairDesk {
  const shorter = (entity: Entity): Entity => {
    const text = own(entity.fields, 'text')
    if (text?.maxLength === undefined) return entity
    const maxLength = Math.max(1, text.maxLength - bylineRoom)
    return { ...entity, fields: { ...entity.fields, text: { ...text, maxLength } } }
  }
  return { ...desk, entities: { crm: shorter(desk.entities.crm), pm: shorter(desk.entities.pm) } }
}

function threadOf(
  { history, edits, when_gone }: Comments,
  privateOn: readonly Side[],
): Omit<ThreadPolicy, 'forms'> {
  return { history, edits, whenGone: when_gone, privateOn }
}

function formsOf({ entities }: PairDesk): ThreadPolicy['forms'] {
  const of = (side: Side) => (own(entities[side].fields, 'text')?.type === 'rich-text' ? 'html' : 'text')
  return { crm: of('crm'), pm: of('pm') }
}
