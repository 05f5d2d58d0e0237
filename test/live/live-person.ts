import type { Connector, PersonAct } from '#spi'
import { call } from './call.ts'

type Act = (act: PersonAct) => Promise<unknown>
type Environment = Readonly<Record<string, string | undefined>>

/** Somebody at the screen of a real server, as the environment names them; null where it names nobody. */
export function livePerson({ name }: Pick<Connector, 'name'>, environment: Environment): Act | null {
  const url = environment[`BATON_LIVE_${name.toUpperCase()}_URL`]?.replace(/\/+$/, '')
  const person = environment[personOf[name]?.variable ?? '']
  return url && person ? (personOf[name]?.acts(url, person) ?? null) : null
}

const personOf: Readonly<Record<string, { variable: string; acts: (url: string, person: string) => Act }>> = {
  espocrm: { variable: 'BATON_LIVE_ESPOCRM_PERSON', acts: atEspo },
  redmine: { variable: 'BATON_LIVE_REDMINE_PERSON_KEY', acts: atRedmine },
}

const methods = { add: 'POST', edit: 'PUT', remove: 'DELETE', restore: 'PUT' } as const

/** `person` is `user:password`. */
function atEspo(url: string, person: string): Act {
  const headers = { authorization: `Basic ${Buffer.from(person).toString('base64')}` }
  return ({ does, module, id, fields }) => {
    const path = id === undefined ? module : `${module}/${id}`
    const sent = module === 'Note' && does === 'add' ? { type: 'Post', ...fields } : fields
    return call(`${url}/api/v1/${path}`, headers, methods[does], sent)
  }
}

/** Notes are added through their issue, and edited by themselves. */
function atRedmine(url: string, key: string): Act {
  const headers = { 'x-redmine-api-key': key }
  return ({ does, module, id, fields = {} }) => {
    const { issue_id, ...note } = fields
    if (module === 'journals' && does === 'add')
      return call(`${url}/issues/${issue_id}.json`, headers, 'PUT', { issue: note })
    const one = { issues: 'issue', journals: 'journal', projects: 'project' }[module] ?? module
    const path = id === undefined ? module : `${module}/${id}`
    return call(`${url}/${path}.json`, headers, methods[does], { [one]: fields })
  }
}
