import type { FieldDef } from './fields.ts'
import type { World } from './world.ts'

interface PickValue {
  readonly display_value: string
  readonly actual_value: string
}

/** What a pick-list allows now. Stages and pipelines live elsewhere; the fifth task status is a switch. */
export function pickValues(world: World, module: string, field: FieldDef): readonly PickValue[] {
  if (module === 'Deals' && field.name === 'Pipeline') return world.pipelines
  if (module === 'Deals' && field.name === 'Stage') return stagesOnce(world)
  const plain = (field.choices ?? []).map(value => ({ display_value: value, actual_value: value }))
  if (module !== 'Tasks' || field.name !== 'Status') return plain
  const fifth = world.switches.get('task-status-5')
  return [...plain, { display_value: fifth, actual_value: fifth }]
}

function stagesOnce(world: World): readonly PickValue[] {
  const all = world.pipelines.flatMap(({ stages }) => stages)
  return [...new Map(all.map(stage => [stage.actual_value, stage])).values()]
}
