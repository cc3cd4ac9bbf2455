/**
 * Crashes and failures, seen through SQL: {@link tech.turso.testing.crash.SimulatedCrashes} cuts
 * the power of a simulated computer at every step of random workloads, {@link
 * tech.turso.testing.crash.FailingCalls} lets calls of the file system fail, {@link
 * tech.turso.testing.crash.KilledProcesses} kills real processes. SQLite says what the content
 * should be, and recovers too.
 */
package tech.turso.testing.crash;
