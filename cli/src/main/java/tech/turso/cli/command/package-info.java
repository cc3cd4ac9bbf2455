/**
 * The dot-commands, a class for each family; {@link tech.turso.cli.command.CommandTable} finds them
 * by name. Their options and messages are those of SQLite's shell 3.54.
 */
package tech.turso.cli.command;
