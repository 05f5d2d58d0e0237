import assert from 'node:assert/strict'
import { isCopy } from '../../../../src/core/comments/find-copy.ts'
import { emptyWorld } from '../../../../src/core/lens.ts'
import { otherSide, type Side, sides } from '../../../../src/core/value.ts'
import { type Link, linkOf, type Talk } from './memory.ts'
import { runPass } from './pass.ts'
import { quiet } from './story.ts'
import { rowOf, type Said, wordsOf } from './tool.ts'

/** Law: a few quiet passes settle whatever was said, and the next ones write nothing. */
export function talkSettles(talk: Talk): void {
  for (let round = 0; round < 5; round += 1) runPass(talk, quiet)
  const before = talk.writes
  for (let round = 0; round < 1; round += 1) runPass(talk, quiet)
  assert.equal(talk.writes, before, 'it never comes to rest')
  assert.deepEqual([...talk.intents], [])
}

/** Law: the two of a link read alike, or somebody is asked, or was told that copies are not edited. */
export function wordsAgree(talk: Talk): void {
  for (const link of talk.links) {
    const [crm, pm] = [saidBy(talk, link, 'crm'), saidBy(talk, link, 'pm')]
    if (!crm || !pm)
      assert.ok(talk.asked.has(`crm ${link.ids.crm}`), 'half of a link is gone, and nobody is asked')
    else if (isLeftAlone(talk, link, crm, pm)) continue
    else assert.ok(readsAlike(talk, crm, pm), JSON.stringify({ crm: crm.text, pm: pm.text }))
  }
}

function saidBy(talk: Talk, { ids }: Link, side: Side): Said | undefined {
  return talk.tools[side].said.get(ids[side])
}

function isLeftAlone(talk: Talk, { ids, made }: Link, crm: Said, pm: Said): boolean {
  const [original, copy] = made === 'pm' ? [crm, pm] : [pm, crm]
  const isHidden = !talk.choices.carriesPrivate && original.private
  const isRefused = talk.choices.edits === 'refuse' && copy.changedBy !== 'baton'
  return talk.asked.has(`crm ${ids.crm}`) || isHidden || isRefused
}

function readsAlike({ policy }: Talk, crm: Said, pm: Said): boolean {
  return policy.fields.every(({ lens }) => lens.agree(wordsOf('crm', crm), wordsOf('pm', pm), emptyWorld))
}

/** Law: where the mapping copies, whatever is open has its copy, or a person is asked, or its copy was deleted. */
export function everythingIsHeard(talk: Talk): void {
  for (const side of sides.filter(one => talk.choices.create.includes(otherSide(one))))
    for (const said of talk.tools[side].said.values()) {
      if (said.copyOf !== null || isCopy(talk.thread, side, rowOf(said))) continue
      const isOver = talk.ended.some(({ ids }) => ids[side] === said.id)
      const isHidden = said.private && !talk.choices.carriesPrivate
      const isHeard = linkOf(talk, side, said.id) || talk.asked.has(`${side} ${said.id}`)
      assert.ok(isHeard || isOver || isHidden, `nobody on the other side hears ${said.id}`)
    }
}
