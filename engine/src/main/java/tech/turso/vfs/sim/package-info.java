/**
 * A computer for tests, in memory and decided by a seed: {@link tech.turso.vfs.sim.SimulatedVfs} is
 * what one process of it sees. Its disk loses what was not synced, tears writes, fills up and fails
 * when it is told to; its processes can be killed; its clock goes only when somebody waits. {@link
 * tech.turso.vfs.sim.AssertingVfs} is another thing: it watches a real one.
 *
 * <p>What survives a power loss (invariants of the model):
 *
 * <ul>
 *   <li>P1: bytes of a file survive if a sync of that file that succeeded came after the write.
 *   <li>P2: a name survives in the state of the last sync of its directory. That is a delete that
 *       asked for it, or the sync of a recovery log that was opened with CREATE.
 *   <li>P3: of what came later, any part may survive, in any order between files; within a file the
 *       later of two writes to the same byte wins if both survive.
 *   <li>P4: a write that was not synced may survive by sectors. Bytes that it did not touch are
 *       never damaged, unless the disk is made so ({@link
 *       tech.turso.vfs.sim.SimulatedVfs#powersafeOverwrite}).
 *   <li>P5: a sync that failed proves nothing, and a later one does not make up for it: of what was
 *       written before it any part may be lost for ever, though reads still show it.
 * </ul>
 *
 * <p>The same seed and the same calls give the same answers. Any number of threads may call; what
 * they see then depends on their order.
 */
package tech.turso.vfs.sim;
