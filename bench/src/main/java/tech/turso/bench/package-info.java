/**
 * Speed beside sqlite-jdbc. Each {@link tech.turso.bench.Workload} runs in rounds, in turns on both
 * engines, through JDBC, on equal files, in one JVM; what counts is the ratio of the thread's CPU
 * time. {@link tech.turso.bench.Ratios} is the program, {@link tech.turso.bench.Workloads} the
 * list.
 */
@NullMarked
package tech.turso.bench;

import org.jspecify.annotations.NullMarked;
