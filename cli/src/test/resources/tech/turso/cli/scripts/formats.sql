create table v(a integer, b text, c real, d blob, "e f" any);
insert into v values(1,'plain',1.5,x'00ff41',null),(null,'it''s "q", x',-0.0,x'',''),(-9223372036854775808,'日本語テキスト',1e300,x'e697a5','tab	here'),(4,'multi
line',0.1,null,'a|b'),(5,'é',100.0,'txt','<b>&amp;"');
.mode list
.headers on
select * from v;
.show
.mode csv
.headers on
select * from v;
.show
.mode tabs
.headers on
select * from v;
.show
.mode quote
.headers on
select * from v;
.show
.mode html
.headers on
select * from v;
.show
.mode insert
.headers on
select * from v;
.show
.mode line
.headers off
select * from v;
.show
.mode column
.headers off
select * from v;
.show
.mode box
.headers off
select * from v;
.show
.mode list
.nullvalue NULL
.separator ;
select * from v;
.show
.mode column --wrap 10
select * from v;
.show
.mode box --wrap 8
select * from v;
.show
.mode table --wrap 5 --wordwrap on
select * from v;
.show
.mode box --quote
select * from v;
.show
.mode insert t2
select * from v;
.show
.mode column
.width 3 -10 5
select * from v;
.show
