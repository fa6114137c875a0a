package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Patience;
import dev.bellows.k8s.scripted.Scene;
import dev.bellows.run.RunOptions;
import dev.bellows.run.SparkRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The threads of a connection in real time, whose runs all fail at once: no request can hold their namespace. */
@Isolated("it looks at all threads of the JVM")
class ThreadsTest {
    private static final int MOST = 16;
    private static final int RUNS = 1_500;

    private final SparkKubernetes spark = SparkKubernetes.connect(
            ConnectOptions.ambient().url("http://127.0.0.1:9").namespace("not a namespace"));

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("bellows-"))
                .toList();
    }

    private SparkRun submit(int number) {
        return spark.submit(Scene.job(), RunOptions.key("k" + number));
    }

    @Test
    void dependents_that_block_hold_up_each_other_and_no_run() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger told = new AtomicInteger();
        List<SparkRun> runs = new ArrayList<>();
        List<CompletableFuture<?>> dependents = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            SparkRun run = submit(i);
            runs.add(run);
            dependents.add(run.result().thenAccept(result -> {
                told.incrementAndGet();
                await(release);
            }));
        }
        Patience.until(
                "all runs are over",
                () -> runs.stream().allMatch(run -> run.state().status().isFinal()));

        assertThat(threads()).hasSizeLessThanOrEqualTo(MOST);
        assertThat(told).hasValueLessThanOrEqualTo(MOST);
        release.countDown();
        Patience.value(CompletableFuture.allOf(dependents.toArray(CompletableFuture[]::new)));
        assertThat(told).hasValue(RUNS);
        spark.close();
        Patience.until("all threads have ended", () -> threads().isEmpty());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void closing_in_a_dependent_does_not_interrupt_its_thread() throws Exception {
        CompletableFuture<Boolean> interrupted = submit(0).result().thenApply(result -> {
            spark.close();
            return Thread.interrupted();
        });

        assertThat(Patience.value(interrupted)).isFalse();
        Patience.until("all threads have ended", () -> threads().isEmpty());
    }

    @Test
    void dependents_that_block_when_the_connection_is_closed_are_interrupted_and_none_is_forgotten() throws Exception {
        List<CompletableFuture<Boolean>> dependents = IntStream.range(0, 100)
                .mapToObj(number -> submit(number).result().thenApply(result -> {
                    await(new CountDownLatch(1));
                    return true;
                }))
                .toList();
        spark.close();

        for (CompletableFuture<Boolean> dependent : dependents) {
            Patience.value(dependent.handle((value, error) -> true));
        }
        Patience.until("all threads have ended", () -> threads().isEmpty());
    }
}
