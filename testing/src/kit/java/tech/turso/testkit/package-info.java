/**
 * What the tests of all modules share: seeds ({@link tech.turso.testkit.Seeded}) and requirements
 * that a bare clone may lack ({@link tech.turso.testkit.Requirement}). This source folder is
 * compiled into the tests of each module, so it uses nothing but the JDK and JUnit.
 */
package tech.turso.testkit;
