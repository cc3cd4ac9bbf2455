package tech.turso.cli;

/** Starts commands of the operating system. */
public final class Commands {
  private Commands() {}

  /** A command line for the system's own shell. */
  public static ProcessBuilder shell(String command) {
    return System.getProperty("os.name", "").startsWith("Windows")
        ? new ProcessBuilder("cmd", "/c", command)
        : new ProcessBuilder("/bin/sh", "-c", command);
  }
}
