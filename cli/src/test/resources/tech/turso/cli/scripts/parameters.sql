.parameter init
.parameter set :id 5
.parameter set @n "'text value'"
.parameter set $d 1.5
.parameter set ?1 42
.parameter list
select :id, @n, $d, ?1, :nosuch;
.parameter unset :id
.parameter list
.parameter clear
.parameter list
.parameter set x
.parameter
.param set :a hello
.param set :b x'00ff'
select :a, typeof(:b);
