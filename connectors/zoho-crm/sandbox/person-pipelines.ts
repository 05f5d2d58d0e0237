import type { PersonAct } from '#spi'
import type { Pipeline, Stage } from './org.ts'
import { printPipeline } from './pipelines.ts'
import { nextId, type World } from './world.ts'

type Values = Readonly<Record<string, unknown>>

const forecasts: readonly string[] = ['Open', 'Closed Won', 'Closed Lost']

/** Setup > Pipelines: `{ display_value, maps: [{ display_value, forecast_type }] }`; an edit keeps what it does not name. */
export function personPipeline(world: World, act: PersonAct): Values {
  const at = world.pipelines.findIndex(({ id }) => id === act.id)
  const before = world.pipelines[at]
  if (act.does === 'add') return printPipeline(keep(world, world.pipelines.length, null, act.fields ?? {}))
  if (!before)
    throw new Error(`no pipeline '${act.id}'; there are: ${world.pipelines.map(({ id }) => id).join(', ')}`)
  if (act.does === 'edit') return printPipeline(keep(world, at, before, act.fields ?? {}))
  if (act.does !== 'remove') throw new Error(`pipelines can be added, edited and removed, not '${act.does}'`)
  world.pipelines.splice(at, 1)
  return printPipeline(before)
}

function keep(world: World, at: number, before: Pipeline | null, given: Values): Pipeline {
  const display_value = String(given.display_value ?? before?.display_value ?? 'New pipeline')
  const pipeline: Pipeline = {
    id: before?.id ?? nextId(world),
    display_value,
    actual_value: before?.actual_value ?? String(given.actual_value ?? display_value),
    default: before?.default ?? false,
    stages: Array.isArray(given.maps) ? given.maps.map(one => stage(world, one)) : (before?.stages ?? []),
  }
  world.pipelines[at] = pipeline
  return pipeline
}

/** The actual value stays what it was when a stage gets another name. */
function stage(world: World, given: Values): Stage {
  const forecast_type = String(given.forecast_type ?? 'Open')
  if (!forecasts.includes(forecast_type))
    throw new Error(`no forecast_type '${forecast_type}'; there are: ${forecasts.join(', ')}`)
  const display_value = String(given.display_value ?? given.actual_value)
  const actual_value = String(given.actual_value ?? display_value)
  return { id: String(given.id ?? nextId(world)), display_value, actual_value, forecast_type }
}
