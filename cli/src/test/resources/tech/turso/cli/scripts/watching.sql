create table t(a);
insert into t values(1),(2),(3);
.trace stdout
select 1; select 2;;
.trace --row stdout
select a from t limit 2;
.trace off
select 3;
.trace FOLDER/trace.txt
select 4;
.trace off
.mode box
.eqp on
select * from t where rowid=2;
.eqp off
.backup FOLDER/b.db
delete from t;
.restore FOLDER/b.db
select count(*) from t;
.clone FOLDER/c.db
.open FOLDER/c.db
select * from t;
.open --readonly FOLDER/b.db
select * from t;
