-- Which class of error made a key fail last, with the vendor's code and field where it names them: each class has its own fix.
alter table dirty add column failed jsonb;
