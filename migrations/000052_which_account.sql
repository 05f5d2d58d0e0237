-- Which account a connection reaches, in its vendor's terms: rows of another one are not the rows that are linked.
alter table connection add column identity text;
