/**
 * The parser beside SQLite's: random statements of the whole grammar ({@link
 * tech.turso.testing.parser.ParserFuzz}), spoiled ones, deep ones, and the verdict on each.
 */
package tech.turso.testing.parser;
