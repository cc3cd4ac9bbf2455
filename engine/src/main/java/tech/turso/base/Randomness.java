package tech.turso.base;

/** The engine's only source of randomness; {@code vfs} implements it, and tests own it. */
public interface Randomness {
  /** 64 random bits. */
  long nextLong();
}
