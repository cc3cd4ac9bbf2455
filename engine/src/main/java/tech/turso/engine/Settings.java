package tech.turso.engine;

/** What pragmas have set for a connection, beyond what a pager or the transaction keeps. */
final class Settings {
  boolean queryOnly;
  boolean foreignKeys;
  boolean ignoreCheckConstraints;
  boolean caseSensitiveLike;
  boolean recursiveTriggers;
  boolean writableSchema;
  boolean automaticIndex = true;
  boolean reverseUnorderedSelects;
  boolean fullColumnNames;
  boolean shortColumnNames = true;
  boolean countChanges;
  boolean cellSizeCheck;
  boolean trustedSchema = true;
  boolean legacyAlterTable;
  boolean readUncommitted;
  boolean emptyResultCallbacks;
  int tempStore;
  int cacheSize = -2000;
}
