/** Trees of any shape, sought and changed by the B-tree layer and by a model side by side. */
package tech.turso.testing.btree;
