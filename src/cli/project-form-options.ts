/** What may be given for a new project on the command line, and what it is. */
export const formOptions = {
  name: 'the name of the project',
  template: 'the template, by name or id',
  owner: 'its owner: an id or e-mail address in the project tool',
  start: 'its first day, e.g. 2027-01-31',
  end: 'its last day',
  group: 'the group of projects',
  description: 'its description',
} as const
