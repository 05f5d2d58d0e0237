import { invalid, Refusal } from './answer.ts'
import type { Place } from './check-value.ts'
import type { Stored } from './world.ts'

type Values = Readonly<Record<string, unknown>>

/** A deal's stage has to be in its pipeline, its pipeline in the layout, its probability in percent. */
export function checkDeal(place: Place, before: Stored | null, values: Values): void {
  checkProbability(place, values.Probability)
  if (values.Stage === undefined && values.Pipeline === undefined) return
  checkStage(place, { ...before, ...values })
}

function checkProbability(place: Place, value: unknown): void {
  if (typeof value !== 'number' || (value >= 0 && value <= 100)) return
  const details = { api_name: 'Probability', json_path: `${place.path}.Probability` }
  throw invalid(details, 'Given Probability is not valid')
}

function checkStage(place: Place, deal: Values): void {
  const piped = place.world.switches.get('pipelines') === 'on'
  const among = place.world.pipelines.filter(one => !piped || one.actual_value === deal.Pipeline)
  if (among.length === 0) throw mismatch(place, 'Pipeline', "Layout doesn't contain the Pipeline")
  const there = among.some(({ stages }) => stages.some(stage => stage.actual_value === deal.Stage))
  if (!there) throw mismatch(place, 'Stage', "Pipeline doesn't contain the Stage")
}

function mismatch(place: Place, api_name: string, message: string): Refusal {
  return new Refusal(400, 'MAPPING_MISMATCH', message, { api_name, json_path: `${place.path}.${api_name}` })
}
