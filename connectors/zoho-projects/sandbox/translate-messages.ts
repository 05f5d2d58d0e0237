import type { World } from './world.ts'

const german: Readonly<Record<string, string>> = {
  'Enter a valid custom field.': 'Geben Sie ein gültiges benutzerdefiniertes Feld ein.',
  'Enter a valid value.': 'Geben Sie einen gültigen Wert ein.',
  'Enter a valid date.': 'Geben Sie ein gültiges Datum ein.',
  'Resource Not Found': 'Ressource nicht gefunden',
}

/** Messages come in the user's language, so nobody should match on them. Titles and codes stay. */
export function translated(world: World, message: string): string {
  if (world.switches.get('language') === 'en') return message
  return german[message] ?? 'Die Anfrage konnte nicht verarbeitet werden.'
}
