-- What a sweep under way was shown stood at the links before and is gone; at its end it would miss all of those rows.
update chore set cursor = null where kind = 'sweep';
