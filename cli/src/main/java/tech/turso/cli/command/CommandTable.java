package tech.turso.cli.command;

import org.jspecify.annotations.Nullable;
import tech.turso.cli.DotCommand;

/**
 * Finds commands by name or by the beginning of one. Where several fit, the first in the list is
 * meant, as in SQLite's shell.
 */
public final class CommandTable {
  private record Name(String word, int shortest) {}

  private static final Name[] NAMES = {
    new Name("backup", 3),
    new Name("bail", 3),
    new Name("changes", 3),
    new Name("clone", 1),
    new Name("databases", 2),
    new Name("dump", 1),
    new Name("echo", 1),
    new Name("eqp", 1),
    new Name("exit", 1),
    new Name("explain", 1),
    new Name("fullschema", 1),
    new Name("headers", 1),
    new Name("help", 1),
    new Name("import", 1),
    new Name("indices", 1),
    new Name("indexes", 1),
    new Name("lint", 1),
    new Name("mode", 1),
    new Name("nullvalue", 1),
    new Name("open", 2),
    new Name("output", 1),
    new Name("once", 1),
    new Name("parameter", 3),
    new Name("progress", 3),
    new Name("print", 3),
    new Name("prompt", 1),
    new Name("quit", 1),
    new Name("read", 3),
    new Name("restore", 3),
    new Name("save", 3),
    new Name("schema", 1),
    new Name("separator", 1),
    new Name("shell", 1),
    new Name("system", 1),
    new Name("show", 1),
    new Name("tables", 2),
    new Name("timeout", 5),
    new Name("timer", 5),
    new Name("trace", 1),
    new Name("version", 1),
    new Name("width", 1),
  };

  private CommandTable() {}

  /** The command of that name, without the dot; null if there is none. */
  public static @Nullable DotCommand find(String word) {
    for (Name name : NAMES) {
      if (word.length() >= name.shortest && name.word.startsWith(word)) {
        return of(name.word);
      }
    }
    return null;
  }

  /** All names, for completion. */
  public static String[] names() {
    String[] result = new String[NAMES.length];
    for (int i = 0; i < NAMES.length; i++) {
      result[i] = NAMES[i].word;
    }
    return result;
  }

  private static DotCommand of(String name) {
    return switch (name) {
      case "backup", "save" -> CopyCommands::backup;
      case "bail" -> SwitchCommands::bail;
      case "changes" -> SwitchCommands::changes;
      case "clone" -> CopyCommands::clone;
      case "databases" -> DatabaseCommands::databases;
      case "dump" -> DumpCommand::dump;
      case "echo" -> SwitchCommands::echo;
      case "eqp" -> SwitchCommands::eqp;
      case "exit" -> ScriptCommands::exit;
      case "explain" -> SwitchCommands::explain;
      case "fullschema" -> SchemaCommand::fullSchema;
      case "headers" -> FormatCommands::headers;
      case "help" -> HelpCommand::help;
      case "import" -> ImportCommand::importFile;
      case "indices", "indexes" -> ListCommands::indexes;
      case "lint" -> LintCommand::lint;
      case "mode" -> ModeCommand::mode;
      case "nullvalue" -> FormatCommands::nullValue;
      case "open" -> DatabaseCommands::open;
      case "output", "once" -> OutputCommand::output;
      case "parameter" -> ParameterCommand::parameter;
      case "print" -> ScriptCommands::print;
      case "progress" -> WatchCommands::progress;
      case "prompt" -> ScriptCommands::prompt;
      case "quit" -> ScriptCommands::quit;
      case "read" -> ScriptCommands::read;
      case "restore" -> CopyCommands::restore;
      case "schema" -> SchemaCommand::schema;
      case "separator" -> FormatCommands::separator;
      case "shell", "system" -> SystemCommands::system;
      case "show" -> FormatCommands::show;
      case "tables" -> ListCommands::tables;
      case "timeout" -> DatabaseCommands::timeout;
      case "timer" -> SwitchCommands::timer;
      case "trace" -> WatchCommands::trace;
      case "version" -> HelpCommand::version;
      case "width" -> FormatCommands::width;
      default -> throw new AssertionError(name);
    };
  }
}
