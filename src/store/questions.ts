/**
 * Of a hold `h`: whether it is a question. What waits for another row is none; and which of several clients an account is, is
 * asked once, about the account, and not about each of the clients again.
 */
export const isQuestion = `(h.code <> 'hold/waits' and not (h.code = 'hold/ambiguous' and h.key like 'new:accounts:pm:%'
  and exists (select 1 from suggestion g join hold c on c.mapping = h.mapping and c.key = 'new:accounts:crm:' || g.crm_id
    and c.field = '' and c.code = 'hold/ambiguous' and c.closed_at is null
    where g.mapping = h.mapping and g.pm_id = substr(h.key, length('new:accounts:pm:') + 1))))`
