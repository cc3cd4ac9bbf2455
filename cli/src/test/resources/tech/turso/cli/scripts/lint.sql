create table p(a integer primary key, b text collate nocase unique, c, d, unique(c,d));
create table c1(x references p(a), y references p(b));
create table c2(x, y, foreign key(x,y) references p(c,d));
create table c3(x references p(a)); create index i3 on c3(x);
create table c4(x references p, y); create index i4 on c4(y,x);
create table c5(x integer primary key references p);
create table c6(x, y, primary key(x,y), foreign key(x) references p) without rowid;
.lint fkey-indexes
.lint fkey-indexes -verbose
.lint fkey-indexes -groupbyparent
.lint
.lint fkey-indexes -nosuch
