create table t(a,b);
insert into t values(1,'x'),(2,null);
.once FOLDER/o1.txt
select * from t;
select 'after once';
.output FOLDER/o2.txt
select * from t;
.print in file
.output
select 'back';
.once FOLDER/o3.txt
.tables
.output FOLDER/o4.csv
.mode csv
.headers on
select * from t;
.output off
select 'nobody sees it';
.output stdout
.read FOLDER/inner.sql
.read FOLDER/nofile.sql
.headers off
select 'go on';
.print hello world "quoted \t tab" 'single \t'
.changes on
update t set a=3;
.changes off
.echo on
select 1;
.tables
-- comment
select
 2;
.echo off
