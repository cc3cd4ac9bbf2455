/** How long the shell takes to start. */
@NullMarked
package tech.turso.testing.start;

import org.jspecify.annotations.NullMarked;
