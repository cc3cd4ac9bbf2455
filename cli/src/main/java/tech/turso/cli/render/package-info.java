/**
 * How results look: the output modes of SQLite's shell 3.54 (its Query Result Formatter), drawn
 * byte for byte. {@link tech.turso.cli.render.Format} holds the settings, {@link
 * tech.turso.cli.render.Mode} their defaults by mode, {@link tech.turso.cli.render.ResultRows} is
 * what is drawn, {@link tech.turso.cli.render.Renderer} draws.
 *
 * <p>Everything works on UTF-8 bytes, so that text which is not valid UTF-8 leaves as it came.
 *
 * <p>SQLite: ext/qrf/qrf.c of release 3.54.
 */
package tech.turso.cli.render;
