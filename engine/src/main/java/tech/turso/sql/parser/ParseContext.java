package tech.turso.sql.parser;

/** What the parts of the parser share while they read one statement. */
final class ParseContext {
  final TokenStream tokens;
  final Parameters parameters = new Parameters();
  final Literals literals;
  final ExprParser exprs;
  final WindowParser windows;
  final FromParser sources;
  final SelectParser selects;
  final DmlParser changes;
  final TableParser tables;
  final SchemaParser schemas;

  /** Whether the text comes from a schema table, where old faults are let pass. */
  final boolean stored;

  /** How many queries have ended. */
  int queries;

  ParseContext(String sql, int from, boolean stored) {
    this.stored = stored;
    tokens = new TokenStream(sql, from);
    literals = new Literals(tokens);
    exprs = new ExprParser(this);
    windows = new WindowParser(this);
    sources = new FromParser(this);
    selects = new SelectParser(this);
    changes = new DmlParser(this);
    tables = new TableParser(this);
    schemas = new SchemaParser(this);
  }
}
