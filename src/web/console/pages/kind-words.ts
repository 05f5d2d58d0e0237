/** Kinds of what waits for a person, by their codes. */
const words: Readonly<Record<string, string>> = {
  'hold/ambiguous': 'Several could be meant',
  'hold/both-changed': 'Both sides changed',
  'hold/edited-and-deleted': 'Edited here, deleted there',
  'hold/first-meeting': 'Differ from the start',
  'hold/made-anew': 'Counterpart may be made anew',
  'hold/made-elsewhere': 'Made by another Baton',
  'hold/members': 'People to be let in',
  'hold/moved-or-deleted': 'Moved or deleted',
  'hold/no-anchor': 'Belongs to nothing',
  'hold/out-of-sight': 'Out of sight',
  'hold/rejected': 'Not taken by the other tool',
  'hold/unanswered-create': 'Made or not, nobody knows',
  'hold/unreadable': 'Cannot be read',
  'hold/untranslatable': 'Has no counterpart',
  'hold/waits': 'Waits for another record',
  'refused/by-vendor': 'Refused by the other tool',
  'refused/copy': 'Edited in a copy of a comment',
  'refused/cycle': 'Its own parent',
  'refused/not-applied': 'Silently not taken',
  'refused/other-project': 'Parent in another project',
  'refused/outside-schedule': 'Outside the schedule',
  'refused/parent-closed': 'Parent is closed',
  rests: 'Rests until somebody looks',
  'tried-again': 'Is tried again',
}

/** A code in words; one that nobody has words for yet stands for itself. */
export function kindOf(code: string): string {
  return words[code] ?? code
}
