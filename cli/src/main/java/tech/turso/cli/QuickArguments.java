package tech.turso.cli;

/**
 * Parses ordinary command lines without loading picocli, which costs more than all else at
 * start-up. What it does not know it leaves to {@link CommandLineOptions}.
 */
final class QuickArguments {
  private QuickArguments() {}

  /**
   * Parses {@code args} into {@code invocation}.
   *
   * @return false if there is something rare or wrong; the invocation is then of no use
   */
  static boolean parse(String[] args, Invocation invocation) {
    boolean options = true;
    for (int i = 0; i < args.length; i++) {
      String arg = args[i];
      if (!options || !arg.startsWith("-")) {
        invocation.operands.add(arg);
        continue;
      }
      if (arg.equals("-") || arg.equals("--")) {
        options = false;
        continue;
      }
      String name = arg.startsWith("--") ? arg.substring(1) : arg;
      if (Invocation.takesValue(name)) {
        if (++i == args.length) {
          return false;
        }
        invocation.value(name, args[i]);
      } else if (name.equals("-help") || !invocation.flag(name)) {
        return false;
      }
    }
    return true;
  }
}
