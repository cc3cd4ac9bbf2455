package tech.turso.vdbe.program;

import org.jspecify.annotations.Nullable;
import tech.turso.value.KeyInfo;

/**
 * P4 of {@link Op#COMPARE}.
 *
 * @param info the order of the fields
 * @param permutation which register, from 0, is compared as field i; null: the i-th. Not written
 *     after
 */
public record CompareKey(KeyInfo info, int @Nullable [] permutation) {}
