package tech.turso.cli;

/** What dot-commands and options switch, besides the output format. */
public final class Settings {
  /** When times are shown. */
  public enum TimerMode {
    /** Never. */
    OFF,
    /** After the next statement. */
    ONCE,
    /** After each. */
    ON
  }

  /** What is shown before a statement runs. */
  public enum PlanMode {
    /** Nothing. */
    OFF,
    /** Its query plan. */
    ON,
    /** Also the plans of triggers. */
    TRIGGER,
    /** Also its program. */
    FULL
  }

  /** Stop at the first error. */
  public boolean bail;

  /** Print input before it is run. */
  public boolean echo;

  /** Print the number of changes after each statement. */
  public boolean changes;

  /** Draw the rows of EXPLAIN as a listing. */
  public boolean autoExplain = true;

  /** When times are shown. */
  public TimerMode timer = TimerMode.OFF;

  /** What is shown before a statement runs. */
  public PlanMode plan = PlanMode.OFF;

  /** Whether a person types. */
  public boolean interactive;

  /** Columns of the screen; 0 asks the terminal. */
  public int screenWidth;
}
