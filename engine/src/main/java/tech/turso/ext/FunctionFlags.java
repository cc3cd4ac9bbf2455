package tech.turso.ext;

/**
 * What a function promises and where it may be used; added together. The numbers are those of
 * SQLite's C API.
 */
public final class FunctionFlags {
  /** Equal arguments give equal results within one statement; allows use in indexes. */
  public static final int DETERMINISTIC = 0x800;

  /** Not to be called from triggers, views or anything else that a schema holds. */
  public static final int DIRECTONLY = 0x80000;

  /** Reads the subtypes of its arguments. */
  public static final int SUBTYPE = 0x100000;

  /** Harmless even in a schema that an attacker wrote. */
  public static final int INNOCUOUS = 0x200000;

  /** May give its result a subtype. */
  public static final int RESULT_SUBTYPE = 0x1000000;

  private FunctionFlags() {}
}
