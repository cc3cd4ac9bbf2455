package tech.turso.vfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tech.turso.base.Clock;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BackgroundTest {
  /** Time stands still unless told. */
  private static final class StillClock implements Clock {
    long ms;

    @Override
    public long epochMs() {
      return ms;
    }

    @Override
    public long nanos() {
      return ms * 1_000_000;
    }

    @Override
    public void sleep(long ms) {
      this.ms += ms;
    }
  }

  @Test
  void manualTasksRunWhenDueInOrder() {
    var clock = new StillClock();
    Background background = Background.manual(clock);
    List<String> done = new ArrayList<>();
    background.submitAfter(20, () -> done.add("late"));
    background.submitAfter(10, () -> done.add("middle"));
    background.submit(() -> done.add("first"));
    background.submit(() -> background.submit(() -> done.add("added")));
    assertThat(background.runDue()).isEqualTo(3);
    assertThat(done).containsExactly("first", "added");
    clock.sleep(10);
    assertThat(background.runDue()).isEqualTo(1);
    clock.sleep(100);
    background.runDue();
    assertThat(done).containsExactly("first", "added", "middle", "late");
    assertThat(background.hasTasks()).isFalse();
  }

  @Test
  void aTaskTakenBackDoesNotRun() {
    Background background = Background.manual(new StillClock());
    List<String> done = new ArrayList<>();
    Background.Task task = background.submit(() -> done.add("no"));
    assertThat(task.cancel()).isTrue();
    assertThat(task.cancel()).isFalse();
    assertThat(background.runDue()).isZero();
    assertThat(done).isEmpty();
  }

  @Test
  void theThreadRunsTasksAndEndsWhenIdle() throws InterruptedException {
    var background = new Background(SystemClock.INSTANCE, true, 1);
    var thread = new SynchronousQueue<Thread>();
    for (int i = 0; i < 3; i++) {
      background.submitAfter(i, () -> put(thread));
      Thread worker = thread.take();
      assertThat(worker.isDaemon()).isTrue();
      assertThat(worker.getContextClassLoader()).isNull();
      worker.join();
      assertThat(background.isAlive()).isFalse();
    }
  }

  private static void put(SynchronousQueue<Thread> queue) {
    try {
      queue.put(Thread.currentThread());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aTaskThatThrowsHurtsNoOther() throws InterruptedException {
    var background = new Background(SystemClock.INSTANCE, true, 1000);
    var failures = new ArrayList<Throwable>();
    var done = new CountDownLatch(1);
    background.submit(
        () -> {
          Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> failures.add(e));
          throw new IllegalStateException("on purpose");
        });
    background.submit(done::countDown);
    done.await();
    assertThat(failures).hasSize(1);
  }
}
