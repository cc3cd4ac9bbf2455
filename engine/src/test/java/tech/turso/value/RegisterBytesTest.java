package tech.turso.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who may write which bytes: a register writes its own array only while nobody else shows it. */
class RegisterBytesTest {
  private static Register text(String text) {
    Register register = new Register();
    register.setText(text);
    return register;
  }

  @Test
  void aCopyKeepsItsValueWhenTheSourceGetsAnother() {
    Register source = new Register();
    Register copy = new Register();
    source.copy(text("first"));
    copy.copy(source);
    source.copy(text("other"));
    assertThat(copy.decodeText()).isEqualTo("first");
  }

  @Test
  void copyingAgainUsesTheSameArray() {
    Register copy = new Register();
    copy.copy(text("first"));
    byte[] array = copy.bytes;
    copy.copy(text("other"));
    assertThat(copy.bytes).isSameAs(array);
  }

  @Test
  void aShallowCopyKeepsItsValueWhenTheSourceGetsAnother() {
    Register source = new Register();
    Register shallow = new Register();
    source.copy(text("first"));
    shallow.set(source);
    source.copy(text("other"));
    assertThat(shallow.decodeText()).isEqualTo("first");
    assertThat(source.decodeText()).isEqualTo("other");
  }

  @Test
  void aPartShownByAnotherIsKeptOnceLent() {
    Register source = new Register();
    Register part = new Register();
    source.copy(text("first"));
    part.setText(source.bytes, 1, 3);
    source.lend(part.bytes);
    source.copy(text("other"));
    assertThat(part.decodeText()).isEqualTo("irs");
  }

  @Test
  void aMovedValueIsNotTouchedByTheRegisterItCameFrom() {
    Register source = new Register();
    Register target = new Register();
    target.copy(text("old value of the target"));
    source.copy(text("first"));
    target.move(source);
    assertThat(source.isNull()).isTrue();
    source.copy(text("other"));
    assertThat(target.decodeText()).isEqualTo("first");
    target.copy(text("third"));
    assertThat(source.decodeText()).isEqualTo("other");
  }

  @Test
  void copyingAShallowCopyOfItselfChangesNothing() {
    Register source = new Register();
    Register shallow = new Register();
    source.copy(text("first"));
    shallow.set(source);
    source.copy(shallow);
    source.copy(text("other"));
    assertThat(shallow.decodeText()).isEqualTo("first");
  }
}
