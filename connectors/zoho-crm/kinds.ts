/** How a field of the CRM becomes a value of Baton and back. */
export const kinds = ['plain', 'money', 'number', 'moment', 'link', 'link-name'] as const
export type Kind = (typeof kinds)[number]
