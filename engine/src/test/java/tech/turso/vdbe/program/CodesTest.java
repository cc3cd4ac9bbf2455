package tech.turso.vdbe.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

class CodesTest {
  @Test
  void everyConstantIsTheOrdinalOfTheOperationOfItsName() throws Exception {
    for (Op op : Op.values()) {
      Field constant = Codes.class.getField(op.name());
      assertThat(constant.getInt(null)).as(op.name()).isEqualTo(op.ordinal());
    }
    assertThat(Codes.class.getFields()).hasSameSizeAs(Op.values());
  }
}
