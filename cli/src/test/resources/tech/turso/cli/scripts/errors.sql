select x;
select * from nosuch;
select 1 from;
selec 1;
create table t(a check(a>0) not null, b unique);
select abs(1,2);
select 1 +
 2 from nosuchtable
 where x;
select a from t where a = 1 and bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb = cccccccc;
.nosuch
.mode nosuch
.headers
.once
.timer x
.tables a b c
.backup
.backup a b c
.restore
.clone
.trace --nosuch
.progress --nosuch
.eqp
.bail
.echo
.changes
.nullvalue
.separator
.width a
select 'unterminated;
