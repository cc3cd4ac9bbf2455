package tech.turso.vfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LockTest {
  private final Lock lock = new Lock();
  private final Lock.Condition changed = lock.condition();

  @Test
  void oneThreadAtATimeHoldsIt() throws InterruptedException {
    lock.lock();
    var taken = new AtomicBoolean();
    Thread other = Thread.ofPlatform().start(() -> taken.set(lock.tryLock() || lock.tryLock(1)));
    other.join();
    assertThat(taken).isFalse();
    assertThat(lock.tryLock()).isTrue();
    lock.unlock();
    assertThat(lock.isHeld()).isTrue();
    lock.unlock();
    assertThat(lock.isHeld()).isFalse();
  }

  @Test
  void aWaitEndsWithASignal() throws InterruptedException {
    var ready = new AtomicBoolean();
    var waits = new CountDownLatch(1);
    Thread waiter =
        Thread.ofPlatform()
            .start(
                () -> {
                  lock.lock();
                  try {
                    waits.countDown();
                    while (!ready.get()) {
                      changed.await();
                    }
                  } finally {
                    lock.unlock();
                  }
                });
    waits.await();
    lock.lock();
    ready.set(true);
    changed.signalAll();
    lock.unlock();
    waiter.join();
    assertThat(waiter.isAlive()).isFalse();
  }

  @Test
  void aTimedWaitEndsByItself() {
    lock.lock();
    assertThat(changed.await(1)).isFalse();
    assertThat(lock.isHeld()).isTrue();
    lock.unlock();
  }

  @Test
  void anInterruptEndsTimedWaitsAndStaysSet() {
    Thread.currentThread().interrupt();
    lock.lock();
    assertThat(changed.await(1_000_000)).isFalse();
    assertThat(Thread.interrupted()).isTrue();
    lock.unlock();
  }
}
