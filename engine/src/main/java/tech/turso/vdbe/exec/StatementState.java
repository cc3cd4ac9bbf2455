package tech.turso.vdbe.exec;

/**
 * What a run of a statement and the connection's transaction know of each other. Written by {@link
 * Vm} and by the {@link VmTransactions}.
 */
public final class StatementState {
  /** Whether the program begins no write transaction and changes no file otherwise. */
  public final boolean readOnly;

  /** Whether the program uses transactions at all. */
  public final boolean reader;

  /** Whether its changes may have to be undone on their own. */
  public final boolean needsJournal;

  /** Whether {@link #changes} becomes {@code changes()} when it ends. */
  public boolean countsChanges;

  /** Whether the run has ended for the transaction. */
  public boolean ended = true;

  /** Rows changed so far. */
  public long changes;

  /** Violations of immediate foreign keys so far. */
  public long violations;

  /** Level of the savepoint that undoes this statement alone; 0 if none was opened. */
  public int savepoint;

  /** The transaction that {@link #savepoint} was opened in. */
  public long transaction;

  /** What the counts of deferred violations were when {@link #savepoint} was opened. */
  public long deferredViolations;

  /** The same for immediate foreign keys that were made deferred. */
  public long deferredImmediateViolations;

  /** A run of a program with these properties. */
  public StatementState(boolean readOnly, boolean reader, boolean needsJournal) {
    this.readOnly = readOnly;
    this.reader = reader;
    this.needsJournal = needsJournal;
  }
}
