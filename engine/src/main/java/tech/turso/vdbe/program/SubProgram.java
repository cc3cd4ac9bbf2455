package tech.turso.vdbe.program;

/**
 * P4 of {@link Op#PROGRAM}: the program of a trigger or a foreign key's action.
 *
 * @param program its instructions
 * @param token tells the trigger from others: two programs of one trigger have the same
 */
public record SubProgram(Program program, Object token) {}
