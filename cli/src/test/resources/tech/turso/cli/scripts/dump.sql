create table a(id integer primary key autoincrement, "na me" text default 'x''y', r real, b blob);
insert into a values(1,'it''s',1.5,x'00ff'),(9,null,-1e300,zeroblob(3)),(-5,'two
lines',2e300,''),(10,'tab	and ü',0.1,x'');
create table "odd ""name"(k text primary key, v any) without rowid;
insert into "odd ""name" values('a',1),('b','c');
create table gen(x, y as (x*2) stored, z as (x+1));
insert into gen(x) values(4);
create index ia on a(r desc) where r > 0;
create unique index ie on a(lower("na me"));
create view v(p,q) as select id, r from a;
create temp table tt(x);
.dump
.dump --data-only a
.dump --preserve-rowids gen
.dump v ia
.dump nosuch
.schema
.schema a
.schema --indent
.fullschema
.tables
.tables %n%
.indexes
.indexes --all
.mode insert new
select * from a;
