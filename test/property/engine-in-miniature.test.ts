import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { runs } from '../support/property.ts'
import { sweep } from './miniature/memory.ts'
import { quietPass, runPass } from './miniature/pass.ts'
import { agrees, everyRowIsMet, noFalseTies, nothingIsLeftOpen, settlesDown } from './miniature/settled.ts'
import { anyStory, calmStory, parentStory, play } from './miniature/story.ts'
import { everythingIsHeard, talkSettles, wordsAgree } from './miniature/talk/settled.ts'
import { anyTalk, playTalk } from './miniature/talk/story.ts'

test('[I1] [I3] [I6] [I13] whatever happens, a few quiet passes settle it and the next one writes nothing', () => {
  fc.assert(
    fc.property(anyStory, story => {
      const mini = play(story)
      settlesDown(mini)
      agrees(mini)
      everyRowIsMet(mini)
      nothingIsLeftOpen(mini)
    }),
    runs(3000),
  )
})

test('[I3] [I13] tasks closed and reopened below one that is too come to rest, and every refusal ends or stands', () => {
  const refused = new Set<string>()
  fc.assert(
    fc.property(parentStory, story => {
      const mini = play(story, now => {
        for (const { refusal } of now.episodes.values()) refused.add(refusal.code)
      })
      settlesDown(mini)
      agrees(mini)
      everyRowIsMet(mini)
      nothingIsLeftOpen(mini)
    }),
    runs(1500),
  )
  assert.ok(refused.has('refused/parent-closed'), 'no story came to a refusal')
})

test('[I3] where vendors tell who edited, no echo ever causes a write, and no tie is made up', () => {
  fc.assert(
    fc.property(calmStory, story => {
      play(story, mini => {
        // A merged text, and a value put back, take a pass for each side.
        for (let passes = 0; passes < 6 && mini.dirty.size > 0; passes += 1) runPass(mini, quietPass)
        sweep(mini)
        const before = mini.writes
        runPass(mini, quietPass)
        assert.equal(mini.writes, before, 'an echo was written back')
        noFalseTies(mini)
      })
    }),
    runs(1500),
  )
})

test('[I3] [I6] whatever is said under two tasks, it settles: no echo, no second copy, nothing private leaves, nothing is unheard', () => {
  fc.assert(
    fc.property(anyTalk, story => {
      const talk = playTalk(story)
      talkSettles(talk)
      wordsAgree(talk)
      everythingIsHeard(talk)
    }),
    runs(600),
  )
})
