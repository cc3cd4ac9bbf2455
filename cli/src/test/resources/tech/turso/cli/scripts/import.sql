.mode csv
.import FOLDER/q.csv t1
select * from t1;
.schema t1
create table t2(a,b,c);
.import --skip 1 FOLDER/q.csv t2
select * from t2;
.mode list
.import FOLDER/p.txt t4
select * from t4;
.separator |
create table t5(x,y);
.import FOLDER/p.txt t5
select * from t5;
.import FOLDER/nofile t6
.import -v --csv FOLDER/q.csv t7
.import
.import --schema temp --csv FOLDER/q.csv t10
select * from temp.t10;
create table u(id integer primary key, n not null);
.import --csv FOLDER/q.csv u
select * from u;
.import --colsep , --rowsep ; FOLDER/p.txt v1
select * from v1;
