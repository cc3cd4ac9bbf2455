package tech.turso.vdbe.program;

/**
 * The instructions of the virtual machine. Each has the name, the operands and the meaning of
 * SQLite's opcode of that name unless its comment says otherwise; P5 is an int.
 *
 * <p>In the comments r[N] is register N, "true" and "false" are as in an SQL condition, and an
 * operand that is not named is not used. Operands P4 are told by their Java type. The int constants
 * of {@link Codes} are the ordinals.
 *
 * <p>SQLite: "The SQLite Bytecode Engine".
 */
public enum Op {
  /**
   * The first instruction of every program: jumps to P2 if it is not 0. If P3 is not 0, it is where
   * a {@link #COLUMN} goes that finds the record malformed. SQLite: OP_Init.
   */
  INIT("Init", "Start at P2", true),

  /** Jumps to P2. SQLite: OP_Goto. */
  GOTO("Goto", "", true),

  /** Writes its own address into r[P1] and jumps to P2. SQLite: OP_Gosub. */
  GOSUB("Gosub", "", true),

  /**
   * Goes on after the {@link #GOSUB} whose address is in r[P1]. With P3 of 1, falls through if
   * r[P1] is no integer: the subroutine was entered from above. SQLite: OP_Return.
   */
  RETURN("Return", "", false),

  /**
   * As {@link #NULL}: marks the head of a subroutine that can be fallen into. SQLite:
   * OP_BeginSubrtn.
   */
  BEGIN_SUBRTN("BeginSubrtn", "r[P2]=NULL", false),

  /**
   * Prepares r[P1] for {@link #YIELD}s to the co-routine at P3 and jumps to P2 if it is not 0.
   * SQLite: OP_InitCoroutine.
   */
  INIT_COROUTINE("InitCoroutine", "", true),

  /**
   * Ends the co-routine of r[P1]: jumps to P2 of the {@link #YIELD} that called it. Later Yields
   * come here again. SQLite: OP_EndCoroutine.
   */
  END_COROUTINE("EndCoroutine", "", false),

  /**
   * Swaps the program counter with r[P1]: goes to the other side of a co-routine. P2 is where it
   * goes on when the co-routine has ended. SQLite: OP_Yield.
   */
  YIELD("Yield", "", true),

  /** As {@link #HALT} if r[P3] is NULL. SQLite: OP_HaltIfNull. */
  HALT_IF_NULL("HaltIfNull", "if r[P3]=null halt", false),

  /**
   * Ends the program or, in a trigger with P1 of 0, the trigger. P1 is the number of a result code,
   * 0 for success. P2 is the ordinal of a {@link tech.turso.base.ConflictAction} that says what is
   * undone if P1 is not 0. The message is P4, a String, or the text of r[P3] if P4 is null and P3
   * not 0. P5 of 1 to 4 puts "NOT NULL constraint failed", "UNIQUE ...", "CHECK ...", "FOREIGN KEY
   * ..." and a colon before P4. Running past the end is Halt 0. SQLite: OP_Halt.
   */
  HALT("Halt", "", false),

  /**
   * Falls through the first time in a run (in a trigger: of the trigger), else jumps to P2. SQLite:
   * OP_Once.
   */
  ONCE("Once", "", true),

  /**
   * Jumps to P1, P2 or P3 if the last {@link #COMPARE} found less, equal or greater. SQLite:
   * OP_Jump.
   */
  JUMP("Jump", "", true),

  /** Jumps to P2 if r[P1] is true; if it is NULL, when P3 is not 0. SQLite: OP_If. */
  IF("If", "", true),

  /** Jumps to P2 if r[P1] is false; if it is NULL, when P3 is not 0. SQLite: OP_IfNot. */
  IF_NOT("IfNot", "", true),

  /** If the integer r[P1] is positive, subtracts P3 from it and jumps to P2. SQLite: OP_IfPos. */
  IF_POS("IfPos", "if r[P1]>0 then r[P1]-=P3, goto P2", true),

  /**
   * If the integer r[P1] is not 0, decrements it if it is positive and jumps to P2. SQLite:
   * OP_IfNotZero.
   */
  IF_NOT_ZERO("IfNotZero", "if r[P1]!=0 then r[P1]--, goto P2", true),

  /** Decrements the integer r[P1] and jumps to P2 if it is 0 now. SQLite: OP_DecrJumpZero. */
  DECR_JUMP_ZERO("DecrJumpZero", "if (--r[P1])==0 goto P2", true),

  /**
   * From the LIMIT r[P1] and the OFFSET r[P3] computes how many rows are wanted in all: r[P2], -1
   * for all. SQLite: OP_OffsetLimit.
   */
  OFFSET_LIMIT("OffsetLimit", "if r[P1]>0 then r[P2]=r[P1]+max(0,r[P3]) else r[P2]=(-1)", false),

  /**
   * Makes r[P1] an integer if that loses nothing; else jumps to P2, or fails with MISMATCH if P2 is
   * 0. SQLite: OP_MustBeInt.
   */
  MUST_BE_INT("MustBeInt", "", true),

  /** Does nothing. SQLite: OP_Noop. */
  NOOP("Noop", "", false),

  /**
   * Does nothing. P4 is a line of EXPLAIN QUERY PLAN, P1 its id, P2 the id of the line above it.
   * SQLite: OP_Explain.
   */
  EXPLAIN("Explain", "", false),

  /** Does nothing. SQLite: OP_Trace. */
  TRACE("Trace", "", false),

  /** r[P2] becomes the integer P1. SQLite: OP_Integer. */
  INTEGER("Integer", "r[P2]=P1", false),

  /** r[P2] becomes the integer P4, a Long. SQLite: OP_Int64. */
  INT64("Int64", "r[P2]=P4", false),

  /** r[P2] becomes P4, a Double. SQLite: OP_Real. */
  REAL("Real", "r[P2]=P4", false),

  /** r[P2] becomes the text P4, a String. SQLite's String8. SQLite: OP_String8. */
  STRING("String", "r[P2]='P4'", false),

  /** r[P2] becomes the blob P4, a byte[]; without P4, P1 bytes of zero. SQLite: OP_Blob. */
  BLOB("Blob", "r[P2]=P4", false),

  /**
   * r[P2] becomes NULL, and all up to r[P3] if P3 is greater. If P1 is not 0, these NULLs are
   * "cleared": equal to no NULL even under {@link P5#NULL_EQUALS}. SQLite: OP_Null.
   */
  NULL("Null", "r[P2..P3]=NULL", false),

  /** r[P1] becomes NULL; shallow copies of its old value stay. SQLite: OP_SoftNull. */
  SOFT_NULL("SoftNull", "r[P1]=NULL", false),

  /** r[P2] becomes the value bound to parameter P1, numbered from 1. SQLite: OP_Variable. */
  VARIABLE("Variable", "r[P2]=parameter(P1)", false),

  /** Moves P3 registers from P1 on to P2 and on; the sources become NULL. SQLite: OP_Move. */
  MOVE("Move", "r[P2@P3]=r[P1@P3]", false),

  /**
   * Copies P3+1 registers from P1 on to P2 and on, bytes and all. P5 bit {@link P5#CLEAR_SUBTYPE}
   * clears the subtypes of the copies. SQLite: OP_Copy.
   */
  COPY("Copy", "r[P2@P3+1]=r[P1@P3+1]", false),

  /** r[P2] becomes a shallow copy of r[P1]. SQLite: OP_SCopy. */
  SCOPY("SCopy", "r[P2]=r[P1]", false),

  /** As SCopy, of an integer. SQLite: OP_IntCopy. */
  INT_COPY("IntCopy", "r[P2]=r[P1]", false),

  /** A row is ready: the P2 registers from P1 on. The run is suspended. SQLite: OP_ResultRow. */
  RESULT_ROW("ResultRow", "output=r[P1@P2]", false),

  /** r[P3] = r[P1] + r[P2]; an integer overflow gives a REAL, NULL gives NULL. SQLite: OP_Add. */
  ADD("Add", "r[P3]=r[P1]+r[P2]", false),

  /** r[P3] = r[P2] - r[P1]. SQLite: OP_Subtract. */
  SUBTRACT("Subtract", "r[P3]=r[P2]-r[P1]", false),

  /** r[P3] = r[P1] * r[P2]. SQLite: OP_Multiply. */
  MULTIPLY("Multiply", "r[P3]=r[P1]*r[P2]", false),

  /** r[P3] = r[P2] / r[P1], NULL if r[P1] is 0; integers divide as integers. SQLite: OP_Divide. */
  DIVIDE("Divide", "r[P3]=r[P2]/r[P1]", false),

  /**
   * r[P3] = r[P2] % r[P1] as integers, NULL if r[P1] is 0; a REAL if an operand is. SQLite:
   * OP_Remainder.
   */
  REMAINDER("Remainder", "r[P3]=r[P2]%r[P1]", false),

  /** r[P3] = the text r[P2] followed by the text r[P1]; NULL if either is. SQLite: OP_Concat. */
  CONCAT("Concat", "r[P3]=r[P2]+r[P1]", false),

  /** Bitwise and, of integers. SQLite: OP_BitAnd. */
  BIT_AND("BitAnd", "r[P3]=r[P1]&r[P2]", false),

  /** Bitwise or, of integers. SQLite: OP_BitOr. */
  BIT_OR("BitOr", "r[P3]=r[P1]|r[P2]", false),

  /** Shifts r[P2] left by r[P1] bits, right if that is negative. SQLite: OP_ShiftLeft. */
  SHIFT_LEFT("ShiftLeft", "r[P3]=r[P2]<<r[P1]", false),

  /**
   * Shifts r[P2] right by r[P1] bits with its sign, left if that is negative. SQLite:
   * OP_ShiftRight.
   */
  SHIFT_RIGHT("ShiftRight", "r[P3]=r[P2]>>r[P1]", false),

  /** Bitwise complement, of an integer. SQLite: OP_BitNot. */
  BIT_NOT("BitNot", "r[P2]= ~r[P1]", false),

  /**
   * r[P2] = -r[P1]: 0 minus it, as {@link #SUBTRACT} does. SQLite has no such opcode and subtracts
   * from 0.
   */
  NEGATIVE("Negative", "r[P2]= -r[P1]", false),

  /** r[P2] = 1 if r[P1] is false, 0 if true, NULL if NULL. SQLite: OP_Not. */
  NOT("Not", "r[P2]= !r[P1]", false),

  /** Three-valued and. SQLite: OP_And. */
  AND("And", "r[P3]=(r[P1] && r[P2])", false),

  /** Three-valued or. SQLite: OP_Or. */
  OR("Or", "r[P3]=(r[P1] || r[P2])", false),

  /**
   * r[P2] = whether r[P1] is true, P3 if it is NULL; inverted if P4, an Integer, is 1. SQLite:
   * OP_IsTrue.
   */
  IS_TRUE("IsTrue", "r[P2] = coalesce(r[P1]==TRUE,P3) ^ P4", false),

  /** Makes r[P1] an integer and adds P2, wrapping around. SQLite: OP_AddImm. */
  ADD_IMM("AddImm", "r[P1]=r[P1]+P2", false),

  /**
   * CASTs r[P1] to the type of the {@link tech.turso.value.Affinity} whose ordinal is P2. SQLite:
   * OP_Cast.
   */
  CAST("Cast", "affinity(r[P1])", false),

  /**
   * Applies the affinities P4, an Affinity[], to the P2 registers from P1 on. SQLite: OP_Affinity.
   */
  AFFINITY("Affinity", "affinity(r[P1@P2])", false),

  /**
   * Makes r[P1] a REAL if it is an integer: what a REAL column stores compactly. SQLite:
   * OP_RealAffinity.
   */
  REAL_AFFINITY("RealAffinity", "", false),

  /**
   * Applies affinity to the P2 registers from P1 on and fails with CONSTRAINT_DATATYPE if one is
   * not of its column's type. P4 is a {@link StrictTypes}; one that is null for a column leaves its
   * register alone. SQLite: OP_TypeCheck.
   */
  TYPE_CHECK("TypeCheck", "typecheck(r[P1@P2])", false),

  /**
   * Jumps to P2 if r[P3] = r[P1]. P4 is the Collation of texts, BINARY if null; P5 is the ordinal
   * of the affinity to compare with and {@link P5#JUMP_IF_NULL} and {@link P5#NULL_EQUALS}. The
   * registers keep their types. SQLite: OP_Eq.
   */
  EQ("Eq", "IF r[P3]==r[P1]", true),

  /** As {@link #EQ} for r[P3] &lt;&gt; r[P1]. SQLite: OP_Ne. */
  NE("Ne", "IF r[P3]!=r[P1]", true),

  /** As {@link #EQ} for r[P3] &lt; r[P1]. SQLite: OP_Lt. */
  LT("Lt", "IF r[P3]<r[P1]", true),

  /** As {@link #EQ} for r[P3] &lt;= r[P1]. SQLite: OP_Le. */
  LE("Le", "IF r[P3]<=r[P1]", true),

  /** As {@link #EQ} for r[P3] &gt; r[P1]. SQLite: OP_Gt. */
  GT("Gt", "IF r[P3]>r[P1]", true),

  /** As {@link #EQ} for r[P3] &gt;= r[P1]. SQLite: OP_Ge. */
  GE("Ge", "IF r[P3]>=r[P1]", true),

  /**
   * After a {@link #LT} or {@link #GT}: jumps to P2 if the two were equal (not if one was NULL).
   * SQLite: OP_ElseEq.
   */
  ELSE_EQ("ElseEq", "", true),

  /**
   * Compares the P3 registers from P1 on with those from P2 on, as a sort does, for the {@link
   * #JUMP} that follows. P4 is a {@link CompareKey}. SQLite: OP_Compare.
   */
  COMPARE("Compare", "r[P1@P3] <-> r[P2@P3]", false),

  /** Jumps to P2 if r[P1] is NULL. SQLite: OP_IsNull. */
  IS_NULL("IsNull", "if r[P1]==NULL goto P2", true),

  /** Jumps to P2 if r[P1] is not NULL. SQLite: OP_NotNull. */
  NOT_NULL("NotNull", "if r[P1]!=NULL goto P2", true),

  /**
   * Jumps to P2 if the type of column P3 of cursor P1 (of r[P3] if P1 is -1) is in the mask P5: 1
   * INTEGER, 2 REAL, 4 TEXT, 8 BLOB, 16 NULL. A column that the record lacks has the type numbered
   * P4, an Integer: 1 to 5 in that order. SQLite: OP_IsType.
   */
  IS_TYPE("IsType", "if typeof(P1.P3) in P5 goto P2", true),

  /** r[P2] = 0 if neither r[P1] nor r[P3] is NULL, else NULL. SQLite: OP_ZeroOrNull. */
  ZERO_OR_NULL("ZeroOrNull", "r[P2] = 0 OR NULL", false),

  /** Clears the subtype of r[P1]. SQLite: OP_ClrSubtype. */
  CLR_SUBTYPE("ClrSubtype", "r[P1].subtype = 0", false),

  /** r[P2] = the subtype of r[P1], NULL if it has none. SQLite: OP_GetSubtype. */
  GET_SUBTYPE("GetSubtype", "r[P2] = r[P1].subtype", false),

  /**
   * Sets the subtype of r[P2] to the integer r[P1], clears it if that is NULL. SQLite:
   * OP_SetSubtype.
   */
  SET_SUBTYPE("SetSubtype", "r[P2].subtype = r[P1]", false),

  /**
   * Opens cursor P1 for reading on the tree with root page P2 of database P3: an index tree if P4
   * is a KeyInfo, else a table tree. With {@link P5#P2_IS_REGISTER} the root is in r[P2]. If P4 is
   * an Integer it says how many columns the table has. {@link P5#SEEK_EQUAL} may be set. SQLite:
   * OP_OpenRead.
   */
  OPEN_READ("OpenRead", "root=P2 iDb=P3", false),

  /** As {@link #OPEN_READ}, for writing. SQLite: OP_OpenWrite. */
  OPEN_WRITE("OpenWrite", "root=P2 iDb=P3", false),

  /**
   * As {@link #OPEN_READ} but does nothing if cursor P1 is open on that root. SQLite: OP_ReopenIdx.
   */
  REOPEN_IDX("ReopenIdx", "root=P2 iDb=P3", false),

  /** Opens cursor P1 on the ephemeral table of cursor P2. SQLite: OP_OpenDup. */
  OPEN_DUP("OpenDup", "", false),

  /**
   * Opens cursor P1 on a new tree of P2 columns that goes away with it: an index tree if P4 is a
   * KeyInfo, else a table tree. If the cursor is open on one without {@link #OPEN_DUP}s, that is
   * emptied. If P3 is not 0, r[P3] becomes an empty blob. SQLite: OP_OpenEphemeral.
   */
  OPEN_EPHEMERAL("OpenEphemeral", "nColumn=P2", false),

  /** As {@link #OPEN_EPHEMERAL}, for an automatic index. SQLite: OP_OpenAutoindex. */
  OPEN_AUTOINDEX("OpenAutoindex", "nColumn=P2", false),

  /**
   * Opens cursor P1 on the one row whose record of P3 columns is in r[P2]; rows of NULLs if P2 is
   * 0. SQLite: OP_OpenPseudo.
   */
  OPEN_PSEUDO("OpenPseudo", "P3 columns in r[P2]", false),

  /**
   * Opens cursor P1 on a sorter of records of P2 columns; P4 is the KeyInfo. Sorting is stable; if
   * P3 is not 0, only the first P3 fields are compared. SQLite: OP_SorterOpen.
   */
  SORTER_OPEN("SorterOpen", "", false),

  /** Closes cursor P1 if it is open. SQLite: OP_Close. */
  CLOSE("Close", "", false),

  /**
   * Moves cursor P1 to its first entry, to go on with Next; jumps to P2 (if not 0) if there is
   * none. SQLite: OP_Rewind.
   */
  REWIND("Rewind", "", true),

  /**
   * Moves cursor P1 to its last entry, to go on with Prev; jumps to P2 (if not 0) if there is none.
   * SQLite: OP_Last.
   */
  LAST("Last", "", true),

  /**
   * Moves cursor P1 to its last entry, for appending, unless it is on an entry. SQLite: OP_SeekEnd.
   */
  SEEK_END("SeekEnd", "", false),

  /** As {@link #REWIND}. SQLite: OP_Sort. */
  SORT("Sort", "", true),

  /**
   * Moves cursor P1 to the next entry and jumps to P2; falls through if there is none. SQLite:
   * OP_Next.
   */
  NEXT("Next", "", true),

  /**
   * Moves cursor P1 to the previous entry and jumps to P2; falls through if there is none. SQLite:
   * OP_Prev.
   */
  PREV("Prev", "", true),

  /**
   * Moves cursor P1 to the first entry not less than the key, to go on with Next; jumps to P2 if
   * there is none. The key of a table cursor is the rowid r[P3], of any type; that of an index
   * cursor the P4 (an Integer) registers from P3 on. If the cursor was opened with {@link
   * P5#SEEK_EQUAL}, only an entry equal to the key is wanted: the jump is taken if there is none,
   * and else the next instruction, which is the {@link #IDX_GT} of the same key, is skipped.
   * SQLite: OP_SeekGE.
   */
  SEEK_GE("SeekGE", "key=r[P3@P4]", true),

  /** As {@link #SEEK_GE}: to the first entry greater than the key. SQLite: OP_SeekGT. */
  SEEK_GT("SeekGT", "key=r[P3@P4]", true),

  /**
   * As {@link #SEEK_GE}: to the last entry not greater than the key, to go on with Prev; the
   * instruction skipped is {@link #IDX_LT}. SQLite: OP_SeekLE.
   */
  SEEK_LE("SeekLE", "key=r[P3@P4]", true),

  /** As {@link #SEEK_LE}: to the last entry less than the key. SQLite: OP_SeekLT. */
  SEEK_LT("SeekLT", "key=r[P3@P4]", true),

  /**
   * Comes before a {@link #SEEK_GE}: if stepping its cursor at most P1 times reaches the key, jumps
   * to P2; if it goes past the key or the end, jumps to P2 of the SeekGE (past the key with P5 not
   * 0: to P2 of this); else falls through. SQLite: OP_SeekScan.
   */
  SEEK_SCAN("SeekScan", "Scan-ahead up to P1 rows", true),

  /**
   * Moves the seek hit of cursor P1, the number of key fields known to match an entry, into P2 to
   * P3. SQLite: OP_SeekHit.
   */
  SEEK_HIT("SeekHit", "set P2<=seekHit<=P3", false),

  /**
   * Moves table cursor P1 to rowid r[P3]; jumps to P2 if there is none or r[P3] is not exactly an
   * integer; CORRUPT if P2 is 0. SQLite: OP_SeekRowid.
   */
  SEEK_ROWID("SeekRowid", "intkey=r[P3]", true),

  /** As {@link #SEEK_ROWID}; r[P3] is an integer. SQLite: OP_NotExists. */
  NOT_EXISTS("NotExists", "intkey=r[P3]", true),

  /**
   * Jumps to P2, with index cursor P1 on it, if an entry begins with the key: the P4 (an Integer)
   * registers from P3 on, or the record r[P3] if P4 is 0. SQLite: OP_Found.
   */
  FOUND("Found", "key=r[P3@P4]", true),

  /** Jumps to P2 if no entry begins with the key as in {@link #FOUND}. SQLite: OP_NotFound. */
  NOT_FOUND("NotFound", "key=r[P3@P4]", true),

  /** As {@link #NOT_FOUND}; jumps also if a field of the key is NULL. SQLite: OP_NoConflict. */
  NO_CONFLICT("NoConflict", "key=r[P3@P4]", true),

  /**
   * As {@link #NOT_FOUND} if the seek hit of cursor P1 is less than P4, else falls through. SQLite:
   * OP_IfNoHope.
   */
  IF_NO_HOPE("IfNoHope", "key=r[P3@P4]", true),

  /** Jumps to P2 if the tree of cursor P1 is empty. SQLite: OP_IfEmpty. */
  IF_EMPTY("IfEmpty", "if( empty(P1) ) goto P2", true),

  /**
   * Jumps to P2 if ten times the binary logarithm of the estimated number of entries of cursor P1
   * (-1 if there is none) is P3 to P4, an Integer. SQLite: OP_IfSizeBetween.
   */
  IF_SIZE_BETWEEN("IfSizeBetween", "", true),

  /** Jumps to P2 if cursor P1 is not open or on a row of NULLs. SQLite: OP_IfNotOpen. */
  IF_NOT_OPEN("IfNotOpen", "if( !csr[P1] ) goto P2", true),

  /** Puts cursor P1 on a row of NULLs; opens it if it is not open. SQLite: OP_NullRow. */
  NULL_ROW("NullRow", "", false),

  /**
   * If cursor P1 is on a row of NULLs, r[P3] becomes NULL and it jumps to P2. SQLite: OP_IfNullRow.
   */
  IF_NULL_ROW("IfNullRow", "if P1.nullRow then r[P3]=NULL, goto P2", true),

  /**
   * r[P3] becomes column P2, from 0, of cursor P1's row; if the record has fewer, P4 (a Register)
   * or NULL. With {@link P5#TYPE_ONLY} or {@link P5#LENGTH_ONLY} only the type, or the type and the
   * length, of the value need be right. SQLite: OP_Column.
   */
  COLUMN("Column", "r[P3]= cursor P1 column P2", false),

  /**
   * r[P2] becomes the rowid of table or virtual cursor P1; NULL on a row of NULLs. SQLite:
   * OP_Rowid.
   */
  ROWID("Rowid", "r[P2]= rowid of P1", false),

  /**
   * r[P2] becomes the rowid at the end of index cursor P1's entry; NULL on a row of NULLs. SQLite:
   * OP_IdxRowid.
   */
  IDX_ROWID("IdxRowid", "r[P2]=rowid", false),

  /**
   * Jumps to P2 if the entry of index cursor P1 is not less than the key in the P4 (an Integer)
   * registers from P3 on. Fields beyond these are not compared. SQLite: OP_IdxGE.
   */
  IDX_GE("IdxGE", "key=r[P3@P4]", true),

  /** As {@link #IDX_GE}: if the entry is greater. SQLite: OP_IdxGT. */
  IDX_GT("IdxGT", "key=r[P3@P4]", true),

  /** As {@link #IDX_GE}: if the entry is not greater. SQLite: OP_IdxLE. */
  IDX_LE("IdxLE", "key=r[P3@P4]", true),

  /** As {@link #IDX_GE}: if the entry is less. SQLite: OP_IdxLT. */
  IDX_LT("IdxLT", "key=r[P3@P4]", true),

  /**
   * Table cursor P3 is to be on the rowid of index cursor P1's entry; it moves when it is first
   * read. P4, an int[], may say for each column of the table one plus the index's column that holds
   * it (0 for none): such columns are read from P1. SQLite: OP_DeferredSeek.
   */
  DEFERRED_SEEK("DeferredSeek", "Move P3 to P1.rowid if needed", false),

  /** Does now what {@link #DEFERRED_SEEK} left to do on cursor P1. SQLite: OP_FinishSeek. */
  FINISH_SEEK("FinishSeek", "", false),

  /**
   * r[P2] becomes the number of entries of cursor P1, an estimate if P3 is not 0. SQLite: OP_Count.
   */
  COUNT("Count", "r[P2]=count()", false),

  /**
   * r[P2] becomes the record of cursor P1's row; if P3 is not 0 it is valid only until the cursor
   * moves. SQLite: OP_RowData.
   */
  ROW_DATA("RowData", "r[P2]=data", false),

  /**
   * r[P3] becomes the record of the P2 registers from P1 on, to which the affinities P4 (an
   * Affinity[], or null) are applied first. An integral value of REAL affinity is stored as an
   * integer, for size, unless P5 has {@link P5#KEEP_REALS}. SQLite: OP_MakeRecord.
   */
  MAKE_RECORD("MakeRecord", "r[P3]=mkrec(r[P1@P2])", false),

  /**
   * Writes the record r[P2] under the rowid r[P3] through table cursor P1, over one that is there.
   * P5: {@link P5#COUNT_CHANGE}, {@link P5#LAST_ROWID} (effective with COUNT_CHANGE), {@link
   * P5#APPEND}, {@link P5#USE_SEEK_RESULT}, {@link P5#IS_UPDATE}, {@link P5#SAVE_POSITION}. P4 may
   * name the table, a String, for the update hook. SQLite: OP_Insert.
   */
  INSERT("Insert", "intkey=r[P3] data=r[P2]", false),

  /**
   * Prepares that the {@link #INSERT} or {@link #IDX_INSERT} with {@link P5#PREFORMAT} that follows
   * copies the row of cursor P2 to cursor P1; under the rowid r[P3] if P3 is not 0. SQLite:
   * OP_RowCell.
   */
  ROW_CELL("RowCell", "", false),

  /**
   * Deletes the row of cursor P1. P5: {@link P5#COUNT_CHANGE}, {@link P5#SAVE_POSITION}, {@link
   * P5#IS_UPDATE}. P4 may name the table, a String, for the update hook. SQLite: OP_Delete.
   */
  DELETE("Delete", "", false),

  /**
   * Writes the record r[P2] into the tree of index cursor P1. If P4, an Integer, is not 0 its first
   * fields are in the P4 registers from P3 on. P5 as in {@link #INSERT}. SQLite: OP_IdxInsert.
   */
  IDX_INSERT("IdxInsert", "key=r[P2]", false),

  /**
   * Deletes the entry with the key in the P5 registers from P2 on from the tree of index cursor P1;
   * CORRUPT_INDEX if there is none. If P3 is not 0 and the record r[P3] is the entry byte for byte,
   * leaves it and makes r[P3] NULL. SQLite: OP_IdxDelete.
   */
  IDX_DELETE("IdxDelete", "key=r[P2@P5]", false),

  /**
   * r[P2] becomes an unused rowid for table cursor P1. If P3 is not 0, r[P3] (of the outermost
   * program) is the greatest ever used and the new one is greater: AUTOINCREMENT; FULL if there is
   * none. SQLite: OP_NewRowid.
   */
  NEW_ROWID("NewRowid", "r[P2]=rowid", false),

  /** Hands the change counter over and sets it to 0. SQLite: OP_ResetCount. */
  RESET_COUNT("ResetCount", "", false),

  /** Empties the sorter or ephemeral table of cursor P1. SQLite: OP_ResetSorter. */
  RESET_SORTER("ResetSorter", "", false),

  /**
   * Empties the tree with root P1 of database P2. If P3 is not 0 its entries count as changes, if
   * positive also in r[P3]. SQLite: OP_Clear.
   */
  CLEAR("Clear", "", false),

  /** r[P2] becomes the sequence number of cursor P1, which is incremented. SQLite: OP_Sequence. */
  SEQUENCE("Sequence", "r[P2]=cursor[P1].ctr++", false),

  /**
   * Jumps to P2 if the sequence number of cursor P1 is 0; increments it. SQLite: OP_SequenceTest.
   */
  SEQUENCE_TEST("SequenceTest", "if( cursor[P1].ctr++ ) pc = P2", true),

  /** Adds the record r[P2] to the sorter of cursor P1. SQLite: OP_SorterInsert. */
  SORTER_INSERT("SorterInsert", "key=r[P2]", false),

  /**
   * Sorts the sorter of cursor P1 and moves to its first record; jumps to P2 if it is empty.
   * SQLite: OP_SorterSort.
   */
  SORTER_SORT("SorterSort", "", true),

  /**
   * Moves to the next record of the sorter of cursor P1 and jumps to P2; falls through at the end.
   * SQLite: OP_SorterNext.
   */
  SORTER_NEXT("SorterNext", "", true),

  /**
   * r[P2] becomes the record that sorter cursor P1 is on; pseudo cursor P3, which shows r[P2],
   * reads it afresh. SQLite: OP_SorterData.
   */
  SORTER_DATA("SorterData", "r[P2]=data", false),

  /**
   * Jumps to P2 if the first P4 (an Integer) fields of the record that sorter cursor P1 is on
   * differ from those of r[P3]; one with a NULL differs from all. SQLite: OP_SorterCompare.
   */
  SORTER_COMPARE("SorterCompare", "if key(P1)!=trim(r[P3],P4) goto P2", true),

  /** Adds the integer r[P2] to the row set at register P1. SQLite: OP_RowSetAdd. */
  ROW_SET_ADD("RowSetAdd", "rowset(P1)=r[P2]", false),

  /**
   * Takes the smallest integer out of the row set at register P1 into r[P3]; jumps to P2 if it is
   * empty. SQLite: OP_RowSetRead.
   */
  ROW_SET_READ("RowSetRead", "r[P3]=rowset(P1)", true),

  /**
   * Jumps to P2 if the integer r[P3] is in the row set at register P1, else adds it. P4, an
   * Integer, numbers the phase: 0 the first (nothing is looked up), -1 the last (nothing is added).
   * SQLite: OP_RowSetTest.
   */
  ROW_SET_TEST("RowSetTest", "if r[P3] in rowset(P1) goto P2", true),

  /**
   * Jumps to P2 if the Bloom filter at register P1 shows that the key in the P4 (an Integer)
   * registers from P3 on was not added. SQLite: OP_Filter.
   */
  FILTER("Filter", "if key(P3@P4) not in filter(P1) goto P2", true),

  /**
   * Adds the key in the P4 (an Integer) registers from P3 on to the Bloom filter at register P1.
   * The blob at r[P1], if any, says by its length how big the filter is at least; it is made larger
   * if P2, unless that is 0, is one more than a cursor on the first of many rows. SQLite:
   * OP_FilterAdd.
   */
  FILTER_ADD("FilterAdd", "filter(P1) += key(P3@P4)", false),

  /**
   * Clears the accumulators at registers P1 to P2 and makes the registers NULL. SQLite:
   * OP_AggReset.
   */
  AGG_RESET("AggReset", "r[P1..P2]=NULL", false),

  /**
   * Steps the aggregate P4, a FunctionCall, with accumulator P3, on the P5 arguments from P2 on. If
   * the function asks that the bare columns beside it be kept as they are, r[P1] becomes 1 (if P1
   * is not 0). SQLite: OP_AggStep.
   */
  AGG_STEP("AggStep", "accum=r[P3] step(r[P2@P5])", false),

  /** As {@link #AGG_STEP} but takes the row out of a window. SQLite: OP_AggInverse. */
  AGG_INVERSE("AggInverse", "accum=r[P3] inverse(r[P2@P5])", false),

  /**
   * r[P3] becomes the value of the window function P4 so far; P1 is the accumulator. SQLite:
   * OP_AggValue.
   */
  AGG_VALUE("AggValue", "r[P3]=value N=P2", false),

  /**
   * r[P1] becomes the result of the aggregate P4, a FunctionCall, with accumulator P1, which is
   * cleared. With P3 not 0, as {@link #AGG_VALUE}. SQLite: OP_AggFinal.
   */
  AGG_FINAL("AggFinal", "accum=r[P1] N=P2", false),

  /**
   * r[P3] becomes the result of the function P4, a FunctionCall, of the P5 registers from P2 on.
   * Bit i of P1 says that argument i is constant. SQLite: OP_Function.
   */
  FUNCTION("Function", "r[P3]=func(r[P2@NP])", false),

  /** As {@link #FUNCTION} where only a deterministic function is allowed. SQLite: OP_PureFunc. */
  PURE_FUNC("PureFunc", "r[P3]=func(r[P2@NP])", false),

  /**
   * The integer r[P1] (of the outermost program) becomes the greater of it and r[P2]. SQLite:
   * OP_MemMax.
   */
  MEM_MAX("MemMax", "r[P1]=max(r[P1],r[P2])", false),

  /**
   * Begins a transaction on database P1: reading if P2 is 0, writing if 1, exclusive if 2. If P5 is
   * not 0, fails with SCHEMA unless the schema cookie is P3 and the generation of the schema in
   * memory P4, an Integer. SQLite: OP_Transaction.
   */
  TRANSACTION("Transaction", "", false),

  /**
   * Sets the autocommit flag to P1 and ends the program: BEGIN (0), COMMIT (1), ROLLBACK (1 with P2
   * of 1). SQLite: OP_AutoCommit.
   */
  AUTO_COMMIT("AutoCommit", "", false),

  /**
   * P4 is the name of a savepoint: opens (P1 of 0), releases (1) or rolls back to (2) it. SQLite:
   * OP_Savepoint.
   */
  SAVEPOINT("Savepoint", "", false),

  /**
   * r[P2] becomes the header field P3 of database P1; the numbers are SQLite's BTREE_*. SQLite:
   * OP_ReadCookie.
   */
  READ_COOKIE("ReadCookie", "", false),

  /**
   * Sets the header field P2 of database P1 to P3. For the schema cookie, what this connection
   * believes it to be becomes P3 - P5. SQLite: OP_SetCookie.
   */
  SET_COOKIE("SetCookie", "", false),

  /**
   * Makes a new tree in database P1, a table tree if P3 is 1, an index tree if 2; r[P2] becomes its
   * root page. SQLite: OP_CreateBtree.
   */
  CREATE_BTREE("CreateBtree", "r[P2]=root iDb=P1 flags=P3", false),

  /**
   * Removes the tree with root P1 from database P3. r[P2] becomes the former root of the tree that
   * was moved to P1, or 0. LOCKED if other statements read. SQLite: OP_Destroy.
   */
  DESTROY("Destroy", "", false),

  /**
   * Reads the rows of database P1's schema table that meet P4, a String; all, and afresh, if it is
   * null. SQLite: OP_ParseSchema.
   */
  PARSE_SCHEMA("ParseSchema", "", false),

  /**
   * Runs the statements P4, a String. Bit 2 of P1: with an analysis limit of P2. SQLite:
   * OP_SqlExec.
   */
  SQL_EXEC("SqlExec", "", false),

  /** Reads the statistics of database P1 afresh. SQLite: OP_LoadAnalysis. */
  LOAD_ANALYSIS("LoadAnalysis", "", false),

  /** Forgets table P4, a String, of database P1. SQLite: OP_DropTable. */
  DROP_TABLE("DropTable", "", false),

  /** Forgets index P4, a String, of database P1. SQLite: OP_DropIndex. */
  DROP_INDEX("DropIndex", "", false),

  /** Forgets trigger P4, a String, of database P1. SQLite: OP_DropTrigger. */
  DROP_TRIGGER("DropTrigger", "", false),

  /**
   * Checks database P5, of which P4, an int[], are all P2 roots. r[P1] is one less than the number
   * of errors still wanted and is reduced; r[P1+1] becomes the messages, one a line, or NULL; the
   * registers from P3 on become the number of entries of each tree. SQLite: OP_IntegrityCk.
   */
  INTEGRITY_CK("IntegrityCk", "", false),

  /**
   * After {@link #FOUND} found no entry in index cursor P1 for the key in the registers from P3 on:
   * stays on an entry near by whose computed fields, those marked in P4, a boolean[], hold a REAL
   * that is only imprecise, and whose other fields are equal; jumps to P2 if there is none. SQLite:
   * OP_IFindKey.
   */
  I_FIND_KEY("IFindKey", "key=r[P3]", true),

  /**
   * Makes statements expire: this one if P1 is not 0, else all; those running may finish if P2 is
   * 1. SQLite: OP_Expire.
   */
  EXPIRE("Expire", "", false),

  /**
   * Sets the journal mode of database P1 to that numbered P3 (-1: asks only); r[P2] becomes the
   * name of the mode in force. SQLite: OP_JournalMode.
   */
  JOURNAL_MODE("JournalMode", "", false),

  /**
   * Checkpoints database P1 in the mode numbered P2; r[P3] becomes 1 if it was busy, else 0,
   * r[P3+1] the frames in the WAL, r[P3+2] those copied back. SQLite: OP_Checkpoint.
   */
  CHECKPOINT("Checkpoint", "", false),

  /** Vacuums database P1, into the file r[P2] if P2 is not 0. SQLite: OP_Vacuum. */
  VACUUM("Vacuum", "", false),

  /**
   * Does a step of the incremental vacuum of database P1; jumps to P2 if there is nothing left to
   * do. SQLite: OP_IncrVacuum.
   */
  INCR_VACUUM("IncrVacuum", "", true),

  /** r[P2] becomes the number of pages of database P1. SQLite: OP_Pagecount. */
  PAGECOUNT("Pagecount", "", false),

  /**
   * Sets the largest number of pages of database P1 to P3, if that is not 0 and not less than its
   * size; r[P2] becomes what it is. SQLite: OP_MaxPgcnt.
   */
  MAX_PGCNT("MaxPgcnt", "", false),

  /**
   * Adds P2 to the count of violated foreign keys: of the transaction (deferred) if P1 is not 0,
   * else of the statement. SQLite: OP_FkCounter.
   */
  FK_COUNTER("FkCounter", "fkctr[P1]+=P2", false),

  /** Jumps to P2 if the count as in {@link #FK_COUNTER} is 0. SQLite: OP_FkIfZero. */
  FK_IF_ZERO("FkIfZero", "if fkctr[P1]==0 goto P2", true),

  /**
   * Fails with CONSTRAINT_FOREIGNKEY if the statement violates a foreign key. SQLite: OP_FkCheck.
   */
  FK_CHECK("FkCheck", "", false),

  /**
   * Runs the trigger program P4; its {@link #PARAM}s count from r[P1]. If it ends with IGNORE,
   * jumps to P2. P3 is a register of its own. If P5 is not 0 a trigger that is running is not run
   * again. SQLite: OP_Program.
   */
  PROGRAM("Program", "", true),

  /**
   * In a trigger: r[P2] becomes a shallow copy of the calling program's register P1 of {@link
   * #PROGRAM} plus P1. SQLite: OP_Param.
   */
  PARAM("Param", "", false),

  /**
   * Opens cursor P1 on the virtual table P4, a VirtualTable; nothing if it is open. SQLite:
   * OP_VOpen.
   */
  V_OPEN("VOpen", "", false),

  /**
   * Starts the scan of virtual cursor P1: plan r[P3] with the text P4, a String or null, and the
   * r[P3+1] arguments from r[P3+2] on; jumps to P2 if there is no row. SQLite: OP_VFilter.
   */
  V_FILTER("VFilter", "iplan=r[P3] zplan='P4'", true),

  /** r[P3] becomes column P2 of virtual cursor P1's row. SQLite: OP_VColumn. */
  V_COLUMN("VColumn", "r[P3]=vcolumn(P2)", false),

  /**
   * Moves virtual cursor P1 to the next row and jumps to P2; falls through if there is none.
   * SQLite: OP_VNext.
   */
  V_NEXT("VNext", "", true),

  /** r[P2] becomes the number of rows that this statement has changed so far. */
  CHANGES("Changes", "r[P2]=changes", false);

  private static final Op[] ALL = values();

  private final String text;
  private final String synopsis;
  private final boolean jumps;

  Op(String text, String synopsis, boolean jumps) {
    this.text = text;
    this.synopsis = synopsis;
    this.jumps = jumps;
  }

  /** The operation of that ordinal. */
  public static Op at(int ordinal) {
    return ALL[ordinal];
  }

  /** The name that EXPLAIN shows. */
  public String text() {
    return text;
  }

  /** What it does in short, with P1 to P5 for the operands, as EXPLAIN's comment; may be "". */
  public String synopsis() {
    return synopsis;
  }

  /** Whether P2 is an address. */
  public boolean jumps() {
    return jumps;
  }
}
