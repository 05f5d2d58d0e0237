/** Everything that can be wrong with a mapping file, and what to do about it. */
export const advice = {
  'mapping/not-yaml':
    'Mend the file until it is readable YAML; an editor with the YAML extension marks the place.',
  'mapping/not-plain': 'Write the value out: a mapping has no anchors, aliases, tags or directives.',
  'mapping/key-twice': 'Keep one of the two.',
  'mapping/unknown-key': 'Correct or remove the key.',
  'mapping/missing-key': 'Add the key.',
  'mapping/wrong-value': 'Choose one of the values that are allowed.',
  'mapping/choose-one': 'Keep exactly one of them.',
  'mapping/maps-nothing': 'Add one of the sections accounts, deals, tasks and comments.',
  'mapping/missing-section': 'Add the section, or remove the key that points to it.',
  'mapping/unknown-table': 'Name a table that stands under `tables`, or `person` or `rich-text`.',
  'mapping/reserved-name': 'Give the table another name.',
  'mapping/field-twice': 'Keep one of the two rows: a field has one counterpart.',
  'mapping/unknown-connector': 'Name a connector that is installed, for the side it is made for.',
  'mapping/unknown-entity': 'Name a kind of record that the connector offers.',
  'mapping/unknown-field': "Name a field of that kind of record, in the connector's own words.",
  'mapping/not-writable': 'Let the field flow the other way only, or leave it out.',
  'mapping/entity-cannot': 'Remove the choice that asks for it: the connector cannot do that.',
  'mapping/types-differ': 'Pair fields of the same type, or translate choices with a table.',
  'mapping/lens-missing': 'Leave the field out for now: this kind of value cannot be carried across yet.',
  'mapping/table-needed': 'Write a table of the words under `tables` and name it with `as`.',
  'mapping/unknown-word': 'Use the word exactly as the other tool spells it.',
  'mapping/missing-words': 'Give every word a row in the table.',
  'mapping/required-unfilled': 'Map these fields, or create no rows on that side.',
  'mapping/no-anchor': 'Leave the section out: the connector does not tell which row such a row belongs to.',
  'mapping/no-comments': 'Name the kind of record that comments are.',
  'mapping/clients-could-read':
    'Copy no comments to that side; or name it under `clients`, if clients may read what is written in the other tool.',
  'mapping/rule-idle':
    'Remove the rule, or map the field it watches so that it flows to the project tool; a status also needs `closed`, and strict projects `deals.schedule` where the tool has no such flag.',
} as const satisfies Readonly<Record<string, string>>

export type ProblemCode = keyof typeof advice

/** One mistake in a mapping file. Lines and columns count from 1. */
export interface Problem {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly code: ProblemCode
  /** What is wrong and what would be allowed, as a sentence. */
  readonly message: string
  /** What to do about it. */
  readonly advice: string
}

/** In the order of the file, each once. */
export function inFileOrder(problems: readonly Problem[]): readonly Problem[] {
  const once = new Map(problems.map(problem => [JSON.stringify(problem), problem]))
  return [...once.values()].sort(
    (a, b) => a.line - b.line || a.column - b.column || (a.code < b.code ? -1 : 1),
  )
}
