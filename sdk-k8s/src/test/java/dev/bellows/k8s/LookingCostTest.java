package dev.bellows.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.k8s.port.DeleteMode;
import dev.bellows.k8s.scripted.Problems;
import dev.bellows.k8s.scripted.Scene;
import dev.bellows.k8s.scripted.ServedDriver;
import dev.bellows.run.Executor;
import dev.bellows.run.ExecutorState;
import dev.bellows.run.ScaleDown;
import dev.bellows.run.SparkRun;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What looking at a large run costs the API server and the driver, counted call by call. */
class LookingCostTest {
    private static final int EXECUTORS = 500;
    private static final int SECONDS = 600;

    @RegisterExtension
    final Scene scene = new Scene();

    private final ServedDriver driver = new ServedDriver();

    @Test
    void five_hundred_executors_cost_one_list_a_call_a_second_and_a_patch_a_change() {
        SparkRun run = large();
        Count start = count();
        // A watch without bookmarks falls silent, and what is there is listed when it does.
        scene.pass(SECONDS);
        Count unseen = count().since(start);
        Count before = count();
        run.tend(ScaleDown.none());
        look(run, SECONDS);
        Count still = count().since(before);
        // Ten that had nothing to do get tasks.
        busy(10);
        look(run, SECONDS);
        Count changed = count().since(before).since(still);

        System.out.printf("%d executors, looked at each second and tended%n%s", EXECUTORS, Count.HEAD);
        System.out.print(
                unseen.row("10 minutes, no look") + still.row("10 minutes") + changed.row("10 minutes, 10 changes"));
        assertThat(still.lists() - unseen.lists()).isLessThanOrEqualTo(1);
        assertThat(still.calls()).isLessThanOrEqualTo(SECONDS);
        assertThat(still.patches()).isEqualTo(EXECUTORS);
        assertThat(changed.lists() - unseen.lists()).isLessThanOrEqualTo(0);
        assertThat(changed.calls()).isLessThanOrEqualTo(SECONDS);
        assertThat(changed.patches()).isEqualTo(10);
    }

    @Test
    void what_the_watch_tells_is_seen_without_asking() {
        SparkRun run = driver.withExecutors(scene);
        assertThat(answer(run.executors())).hasSize(3);
        Count before = count();
        String fourth = scene.kubelet.executor(Scene.DRIVER, 4);
        scene.pass(10);
        assertThat(answer(run.executors()).get(3).state()).isEqualTo(ExecutorState.REQUESTED);
        scene.kubelet.schedule(fourth);
        scene.kubelet.run(fourth);
        vanish(2);
        scene.pass(10);

        assertThat(answer(run.executors())).extracting(Executor::id).containsExactly(1, 3, 4);
        assertThat(answer(run.executors()).get(2).state()).isEqualTo(ExecutorState.RUNNING);
        assertThat(count().since(before).lists()).isZero();
    }

    @Test
    void while_the_watch_is_broken_pods_are_listed_every_few_seconds() {
        SparkRun run = driver.withExecutors(scene);
        answer(run.executors());
        scene.cluster.refuse("watch pods", 1_000, Problems.reset());
        scene.cluster.endWatches();
        scene.pass(60);
        Count before = count();
        vanish(2);
        look(run, 100);

        assertThat(answer(run.executors())).extracting(Executor::id).containsExactly(1, 3);
        assertThat(count().since(before).lists()).isBetween(10L, 21L);
    }

    @Test
    void when_nobody_has_looked_for_long_the_next_look_lists_anew() {
        SparkRun run = driver.withExecutors(scene);
        answer(run.executors());
        scene.pass(600);
        Count before = count();
        vanish(3);
        scene.pass(10);

        assertThat(answer(run.executors())).extracting(Executor::id).containsExactly(1, 2);
        assertThat(count().since(before).lists()).isEqualTo(1);
    }

    private void vanish(int executor) {
        scene.world.delete(
                "pods", Scene.NAMESPACE, Scene.DRIVER.replace("-driver", "-exec-" + executor), DeleteMode.BACKGROUND);
    }

    private SparkRun large() {
        busy(0);
        SparkRun run = driver.withExecutors(scene);
        for (int id = 4; id <= EXECUTORS; id++) {
            String pod = scene.kubelet.executor(Scene.DRIVER, id);
            scene.kubelet.schedule(pod);
            scene.kubelet.run(pod);
        }
        scene.pass(5);
        return run;
    }

    /** Half of the executors run a task, and so many others. */
    private void busy(int others) {
        driver.answer(
                "executors",
                IntStream.rangeClosed(1, EXECUTORS)
                        .mapToObj(id -> "{\"id\": \"" + id + "\", \"activeTasks\": "
                                + (id <= EXECUTORS / 2 + others ? 1 : 0) + "}")
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private void look(SparkRun run, int seconds) {
        for (int second = 0; second < seconds; second++) {
            run.executors();
            run.scaling();
            run.progress();
            run.timeline();
            scene.pass(1);
        }
    }

    private <T> T answer(CompletableFuture<T> future) {
        scene.pass(10);
        return future.join();
    }

    private Count count() {
        List<String> calls = scene.cluster.calls();
        return new Count(of(calls, "list pods"), of(calls, "proxy pods"), of(calls, "patch pods"));
    }

    private static long of(List<String> calls, String call) {
        return calls.stream().filter(call::equals).count();
    }

    private record Count(long lists, long calls, long patches) {
        private static final String HEAD =
                "%-24s %14s %16s %14s%n".formatted("", "LISTs of pods", "calls of driver", "pod patches");

        Count since(Count before) {
            return new Count(lists - before.lists, calls - before.calls, patches - before.patches);
        }

        String row(String name) {
            return "%-24s %14d %16d %14d%n".formatted(name, lists, calls, patches);
        }
    }
}
