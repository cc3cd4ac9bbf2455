package tech.turso.ext;

/** Called from time to time while statements run. */
@FunctionalInterface
public interface ProgressHandler {
  /** Whether the statement is to be interrupted: it fails with INTERRUPT. Throwing stops it too. */
  boolean stops();
}
