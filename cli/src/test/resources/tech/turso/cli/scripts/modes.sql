create table v(a integer, b text, c real, d blob, "e f" any);
insert into v values(1,'plain',1.5,x'00ff41',null),(null,'it''s "q", x',-0.0,x'',''),(-9223372036854775808,'日本語テキスト',1e300,x'e697a5','tab	here'),(4,'multi
line',0.1,null,'a|b'),(5,'é',100.0,'txt','<b>&amp;"');
.mode list
.print -- mode list
select * from v;
select 1 as one, 'x' as "t w o" where 0;
select 1 as a, 'x' as b union all select 22, 'yy';
.mode csv
.print -- mode csv
select * from v;
select 1 as one, 'x' as "t w o" where 0;
select 1 as a, 'x' as b union all select 22, 'yy';
.mode json
.print -- mode json
select * from v;
select 1 as one, 'x' as "t w o" where 0;
select 1 as a, 'x' as b union all select 22, 'yy';
.mode line
.print -- mode line
select * from v;
select 1 as one, 'x' as "t w o" where 0;
select 1 as a, 'x' as b union all select 22, 'yy';
.mode column
.print -- mode column
select * from v;
select 1 as one, 'x' as "t w o" where 0;
select 1 as a, 'x' as b union all select 22, 'yy';
.mode box
.print -- mode box
select * from v;
select 1 as one, 'x' as "t w o" where 0;
select 1 as a, 'x' as b union all select 22, 'yy';
.mode table
.print -- mode table
select * from v;
select 1 as one, 'x' as "t w o" where 0;
select 1 as a, 'x' as b union all select 22, 'yy';
.mode markdown
.print -- mode markdown
select * from v;
select 1 as one, 'x' as "t w o" where 0;
select 1 as a, 'x' as b union all select 22, 'yy';
.mode quote
.print -- mode quote
select * from v;
select 1 as one, 'x' as "t w o" where 0;
select 1 as a, 'x' as b union all select 22, 'yy';
.mode insert
.print -- mode insert
select * from v;
select 1 as one, 'x' as "t w o" where 0;
select 1 as a, 'x' as b union all select 22, 'yy';
.mode tabs
.print -- mode tabs
select * from v;
select 1 as one, 'x' as "t w o" where 0;
select 1 as a, 'x' as b union all select 22, 'yy';
.mode html
.print -- mode html
select * from v;
select 1 as one, 'x' as "t w o" where 0;
select 1 as a, 'x' as b union all select 22, 'yy';
.mode ascii
.print -- mode ascii
select * from v;
select 1 as one, 'x' as "t w o" where 0;
select 1 as a, 'x' as b union all select 22, 'yy';
.mode tcl
.print -- mode tcl
select * from v;
select 1 as one, 'x' as "t w o" where 0;
select 1 as a, 'x' as b union all select 22, 'yy';
.mode psql
.print -- mode psql
select * from v;
select 1 as one, 'x' as "t w o" where 0;
select 1 as a, 'x' as b union all select 22, 'yy';
.mode qbox
.print -- mode qbox
select * from v;
select 1 as one, 'x' as "t w o" where 0;
select 1 as a, 'x' as b union all select 22, 'yy';
.mode jatom
.print -- mode jatom
select * from v;
select 1 as one, 'x' as "t w o" where 0;
select 1 as a, 'x' as b union all select 22, 'yy';
.mode jobject
.print -- mode jobject
select * from v;
select 1 as one, 'x' as "t w o" where 0;
select 1 as a, 'x' as b union all select 22, 'yy';
.mode split
.print -- mode split
select * from v;
select 1 as one, 'x' as "t w o" where 0;
select 1 as a, 'x' as b union all select 22, 'yy';
.mode c
.print -- mode c
select * from v;
select 1 as one, 'x' as "t w o" where 0;
select 1 as a, 'x' as b union all select 22, 'yy';
