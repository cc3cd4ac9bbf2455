/**
 * What every layer uses: result codes and exceptions, bytes, varints, ASCII, limits, and the
 * interfaces of clock and randomness. Uses nothing of the engine.
 */
package tech.turso.base;
