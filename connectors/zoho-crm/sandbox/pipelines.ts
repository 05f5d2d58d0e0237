import type { WireResponse } from '#spi'
import { empty, invalid, json } from './answer.ts'
import { type Call, mustQuery } from './call.ts'
import { moduleDef } from './modules.ts'
import type { Pipeline, Stage } from './org.ts'

const categories: Readonly<Record<string, { readonly name: string; readonly id: string }>> = {
  Open: { name: 'Pipeline', id: '770000000000006783' },
  'Closed Won': { name: 'Closed', id: '770000000000006789' },
  'Closed Lost': { name: 'Omitted', id: '770000000000006792' },
}

export function listPipelines(call: Call): WireResponse {
  refuseOtherLayout(call)
  if (call.world.switches.get('pipelines') === 'off') return empty(204)
  return json(200, { pipeline: call.world.pipelines.map(printPipeline) })
}

export function readPipeline(call: Call): WireResponse {
  refuseOtherLayout(call)
  const found = call.world.pipelines.find(({ id }) => id === call.params.id)
  if (!found) throw invalid({ resource_path_index: 2 }, 'the id given seems to be invalid')
  return json(200, { pipeline: [printPipeline(found)] })
}

function refuseOtherLayout(call: Call): void {
  if (mustQuery(call, 'layout_id') !== moduleDef('Deals').layoutId)
    throw invalid({ param_name: 'layout_id' }, 'the id given seems to be invalid')
}

export function printPipeline({ stages, ...pipeline }: Pipeline): Readonly<Record<string, unknown>> {
  return { ...pipeline, maps: stages.map(printStage) }
}

function printStage(stage: Stage, at: number) {
  return { ...stage, sequence_number: at + 1, forecast_category: categories[stage.forecast_type] ?? null }
}
