package tech.turso.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * All options of the shell with their descriptions, for picocli: it parses what {@link
 * QuickArguments} leaves, says what is wrong and proposes what was meant, and prints the help.
 */
final class CommandLineOptions {
  private static final String[][] FLAGS = {
    {"-ascii", "set '.mode ascii'"},
    {"-bail", "stop after hitting an error"},
    {"-batch", "force batch I/O"},
    {"-box", "set '.mode box'"},
    {"-column", "set '.mode column'"},
    {"-csv", "set '.mode csv -limits off'"},
    {"-echo", "print inputs before execution"},
    {"-eqp", "show the query plan of each statement"},
    {"-eqpfull", "show the query plan and the program of each statement"},
    {"-header", "turn headers on"},
    {"-help", "show this message"},
    {"-html", "set '.mode html'"},
    {"-ifexists", "only open if database already exists"},
    {"-interactive", "force interactive I/O"},
    {"-json", "set '.mode json'"},
    {"-line", "set '.mode line'"},
    {"-list", "set '.mode list'"},
    {"-markdown", "set '.mode markdown'"},
    {"-no-utf8", "ignored; text is UTF-8"},
    {"-noheader", "turn headers off"},
    {"-noinit", "do not read the ~/.tursorc file at startup"},
    {"-psql", "set '.mode psql'"},
    {"-quote", "set '.mode quote'"},
    {"-readonly", "open the database read-only"},
    {"-table", "set '.mode table'"},
    {"-tabs", "set '.mode tabs'"},
    {"-utf8", "ignored; text is UTF-8"},
    {"-version", "show the version"},
  };
  private static final String[][] VALUES = {
    {"-cmd", "COMMAND", "run \"COMMAND\" before reading stdin"},
    {"-cmdline-edit", "BOOL", "enable or disable command-line editing"},
    {"-escape", "T", "ctrl-char escape; T is one of: symbol, ascii, off"},
    {"-init", "FILENAME", "read/process named file"},
    {"-newline", "SEP", "set output row separator. Default: '\\n'"},
    {"-nullvalue", "TEXT", "set text string for NULL values. Default ''"},
    {"-screenwidth", "N", "use N as the default screenwidth"},
    {"-separator", "SEP", "set output column separator. Default: '|'"},
  };

  private final CommandSpec spec = CommandSpec.create().name("tursodb");
  private Invocation invocation = new Invocation();

  CommandLineOptions() {
    for (String[] flag : FLAGS) {
      spec.addOption(
          OptionSpec.builder(flag[0], "-" + flag[0])
              .description(flag[1])
              .type(boolean.class)
              .arity("0")
              .setter(setter(value -> invocation.flag(flag[0])))
              .build());
    }
    for (String[] option : VALUES) {
      spec.addOption(
          OptionSpec.builder(option[0], "-" + option[0])
              .paramLabel(option[1])
              .description(option[2])
              .type(String.class)
              .arity("1")
              .setter(setter(value -> invocation.value(option[0], value.toString())))
              .build());
    }
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("OPERAND")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .build());
  }

  /** Parses {@code args}; what is wrong with them is {@link Invocation#error}. */
  Invocation parse(String[] args) {
    invocation = new Invocation();
    CommandLine line =
        new CommandLine(spec)
            .setPosixClusteredShortOptionsAllowed(false)
            .setExpandAtFiles(false)
            .setOverwrittenOptionsAllowed(true);
    try {
      line.parseArgs(args);
      for (PositionalParamSpec operands : spec.positionalParameters()) {
        invocation.operands.addAll(operands.originalStringValues());
      }
    } catch (MissingParameterException e) {
      invocation.error = "Error: missing argument to " + args[args.length - 1];
    } catch (UnmatchedArgumentException e) {
      invocation.error = unknown(e);
    } catch (ParameterException e) {
      invocation.error = "Error: " + e.getMessage();
    }
    return invocation;
  }

  private static String unknown(UnmatchedArgumentException e) {
    List<String> proposals = e.getSuggestions();
    String meant = proposals.isEmpty() ? "" : " (did you mean " + proposals.getFirst() + "?)";
    return "Error: unknown option: " + e.getUnmatched().getFirst() + meant;
  }

  /** The help text, in the form of SQLite's. */
  String help() {
    StringBuilder text =
        new StringBuilder(
            """
            Usage: tursodb [OPTIONS] [FILENAME [SQL...]]
            FILENAME is the name of an SQLite database. A new database is created
            if the file does not previously exist. Defaults to :memory:.
            OPTIONS include:
               --                   treat no subsequent arguments as options
            """);
    spec.options().stream()
        .sorted((a, b) -> a.shortestName().compareTo(b.shortestName()))
        .forEach(
            option -> {
              String name = option.shortestName();
              if (option.arity().max() > 0) {
                name += " " + option.paramLabel();
              }
              text.append("   ").append(name);
              text.append(" ".repeat(Math.max(1, 21 - name.length())));
              text.append(option.description()[0]).append('\n');
            });
    return text.toString();
  }

  private interface Taker {
    void take(Object value);
  }

  private static ISetter setter(Taker taker) {
    return new ISetter() {
      @Override
      @SuppressWarnings("TypeParameterUnusedInFormals") // picocli's interface
      public <T> T set(T value) {
        if (value != null && !Boolean.FALSE.equals(value)) {
          taker.take(value);
        }
        return value;
      }
    };
  }
}
