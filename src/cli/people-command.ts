import { Command } from 'commander'
import type { z } from 'zod'
import type { ListedPerson, PersonRow } from '../core/people-pairs.ts'
import { peopleClear } from '../engine/verbs/people-clear.ts'
import { peopleList } from '../engine/verbs/people-list.ts'
import { peopleSet } from '../engine/verbs/people-set.ts'
import type { Verb } from '../engine/verbs/verb.ts'
import { ask, given, type OfMapping, ofMapping } from './ask.ts'
import type { Shell } from './shell.ts'

/** `baton people …`: who is whom on the two sides. */
export function peopleCommand(shell: Shell): Command {
  return new Command('people')
    .description('Who is whom on the two sides of a mapping.')
    .addCommand(list(shell))
    .addCommand(pairing(shell, 'set', peopleSet))
    .addCommand(pairing(shell, 'clear', peopleClear))
}

function list(shell: Shell): Command {
  return ofMapping(new Command('list'))
    .description('Show everybody with their counterpart, how it is known, and who needs a look.')
    .option('--trouble', 'only who needs a look')
    .action(async (options: OfMapping) => {
      const asked = given({ ...options }, 'mapping', 'trouble')
      await ask(shell, peopleList, asked, options, ({ people, said }) => [
        ...people.map(wordsOf),
        ...(people.length === 0 ? ['Nobody.'] : []),
        ...said.map(row => `said: crm ${nameOf(row.crm)} is pm ${nameOf(row.pm)}`),
      ])
    })
}

function wordsOf({ side, id, name, email, partners, how, trouble }: ListedPerson): string {
  const who = [side, id, name ?? '', email ?? ''].filter(Boolean).join('  ')
  const known = how === 'none' ? 'nobody known' : `${partners.map(nameOf).join(', ')} (${how})`
  return [`${who}  =  ${known}`, trouble ?? ''].filter(Boolean).join('  ! ')
}

function nameOf(id: string): string {
  if (id === '') return 'nobody'
  return id === '*' ? 'anybody' : id
}

function pairing<Ask extends z.ZodObject>(
  shell: Shell,
  word: string,
  verb: Verb<Ask, z.ZodType<PersonRow>>,
): Command {
  return ofMapping(new Command(word))
    .description(
      `${verb.title}: by id or e-mail address; "nobody"; "anybody" for whoever has no counterpart.`,
    )
    .argument('<crm>', "who it is on the CRM's side")
    .argument('<pm>', "who it is on the project tool's side")
    .action(async (crm: string, pm: string, options: OfMapping) => {
      await ask(shell, verb, { ...given({ ...options }, 'mapping'), crm, pm }, options, row => [
        `${word}: crm ${nameOf(row.crm)} is pm ${nameOf(row.pm)}. What waited for it is looked at again.`,
      ])
    })
}
