import { describe, expect, test } from 'vitest'
import { marked } from '../support/mapping-marks.ts'
import { problemsIn, tasksWith } from '../support/shop-mapping.ts'

/** Each text says on its own lines what the two connectors have against its tables, or its rules. */
const texts: Readonly<Record<string, string>> = {
  'choices need a table wherever a word arrives in one': `${tasksWith(`    - { crm: title, pm: title }
    - { crm: status, pm: status } #! mapping/table-needed at {
    - { crm: priority, pm: tasklist } #! mapping/table-needed at {
    - { crm: description, pm: priority, flow: to-pm } #! mapping/table-needed at {`)}`,
  'a choice may become text on its way to text': tasksWith(
    '    - { crm: priority, pm: tasklist, flow: to-pm }',
  ),
  'a table: words nobody has, words without a row': `${tasksWith('    - { crm: priority, pm: priority, as: priority }')}
tables:
  priority: #! mapping/missing-words at priority
    Hihgest: high #! mapping/unknown-word at Hihgest
    High: high
    Normal: [medium, middle] #! mapping/unknown-word at middle
    Low: low
    Lowest: none`,
  'a table by the words of the project tool': `${tasksWith('    - { crm: priority, pm: priority, as: priority }')}
tables:
  priority: #! mapping/missing-words at priority
    high: [Highest, High]
    medium: Normal
    low: Low
    nothing: Lowest #! mapping/unknown-word at nothing`,
  'a table for one way only needs the words that travel': `${tasksWith(
    '    - { crm: priority, pm: priority, as: priority, flow: to-pm }',
  )}
tables:
  priority: { Highest: high, High: high, Normal: medium, Low: medium, Lowest: medium }`,
  'a table whose words nobody declares': `${tasksWith('    - { crm: status, pm: status, as: status }')}
tables:
  status: { open: [New, Busy], closed: Done }`,
  'a table with the empty word': `${tasksWith('    - { crm: priority, pm: priority, as: priority }')}
tables:
  priority: { high: [High, Highest], medium: Normal, low: Low, none: ['', Lowest] }`,
  'a table between words and a flag': `${tasksWith('    - { crm: status, pm: closed, as: done }')}
tables:
  done: { New: false, Busy: false, Done: true }`,
  'a table between words and a flag, keyed by the flag': `${tasksWith('    - { crm: status, pm: closed, as: done }')}
tables:
  done: { true: Done, false: [New, Busy] }`,
  'a flag has two values, and both travel': `${tasksWith('    - { crm: status, pm: closed, as: done }')}
tables:
  done: { Done: true } #! mapping/missing-words at done`,
  'a flag knows no other words': `${tasksWith('    - { crm: status, pm: closed, as: done }')}
tables:
  done: { New: open, Done: true } #! mapping/unknown-word at open`,
  'true and false are no words': `${tasksWith('    - { crm: status, pm: status, as: done }')}
tables:
  done: { New: false, Done: [true, closed] } #! mapping/types-differ at false, mapping/types-differ at true`,
  'closed: values that the field can have': `${tasksWith(`    - { crm: status, pm: status, as: status, closed: [Cloesd, true] } #! mapping/unknown-word at Cloesd, mapping/types-differ at true
    - { crm: priority, pm: state, as: state, closed: [doen] } #! mapping/unknown-word at doen
    - { crm: title, pm: title, closed: [gone] }`)}
tables:
  status: { New: Open, Done: Closed }
  state: { todo: [Highest, High, Normal], done: Low, dropped: Lowest }`,
  'rules: watch fields that flow to the project tool': `${tasksWith(`    - { crm: title, pm: title }
    - { crm: status, pm: status, as: status, closed: [Closed], flow: to-crm }
    - { crm: dueDate, pm: dueDate, flow: to-crm }`)}
  rules: [strict-schedule, closed-parent] #! mapping/rule-idle at strict, mapping/rule-idle at closed
tables: { status: { New: Open, Done: Closed } }`,
  'rules: a status says which of its words mean closed': `${tasksWith('    - { crm: status, pm: status, as: status }')}
  rules: [closed-parent] #! mapping/rule-idle at closed
tables: { status: { New: Open, Done: Closed } }`,
  'rules: a status whose connector says what is closed': `${tasksWith('    - { crm: priority, pm: state, as: state }')}
  rules: [closed-parent]
tables: { state: { todo: [Highest, High, Normal], done: Low, dropped: Lowest } }`,
  'rules: a flag that is called closed': `${tasksWith('    - { crm: status, pm: closed, as: done }')}
  rules: [closed-parent]
tables: { done: { New: false, Done: true } }`,
}

describe('tables and rules are compared with what the connectors declare', () => {
  test.each(Object.entries(texts))('%s', (_, text) => {
    expect(problemsIn(text)).toEqual(marked(text))
  })
})
