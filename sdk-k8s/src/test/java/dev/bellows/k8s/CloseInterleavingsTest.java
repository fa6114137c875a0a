package dev.bellows.k8s;

import static dev.bellows.k8s.interleavings.Interleavings.must;
import static dev.bellows.k8s.interleavings.Interleavings.together;

import dev.bellows.Patience;
import dev.bellows.k8s.interleavings.InertCluster;
import dev.bellows.k8s.interleavings.Interleavings;
import dev.bellows.k8s.internal.perform.SystemTimeSource;
import dev.bellows.k8s.scripted.Scene;
import dev.bellows.run.RunSelector;
import dev.bellows.run.SparkRun;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is asked for while the connection closes is answered, be it that there is no connection. */
@Tag("interleavings")
@Isolated
class CloseInterleavingsTest {
    enum Question {
        HEALTH(spark -> spark.health()),
        RUNS(spark -> spark.runs(RunSelector.all())),
        ATTACH_ALL(SparkKubernetes::attachAll),
        DESCRIBE(spark -> spark.describe(Scene.RUN)),
        PREFLIGHT(spark -> spark.preflight(Scene.job())),
        RESULT(spark -> attached(spark).result()),
        SUBMITTED(spark -> spark.submit(Scene.job(), Scene.options()).submitted()),
        DRIVER_RUNNING(spark -> attached(spark).driverRunning()),
        LOGS(spark -> attached(spark).logs().follow(line -> {})),
        EXECUTORS(spark -> attached(spark).executors()),
        SCALING(spark -> attached(spark).scaling()),
        PROGRESS(spark -> attached(spark).progress()),
        CANCEL(spark -> attached(spark).cancel()),
        FORGET(spark -> attached(spark).forget());

        @SuppressWarnings("ImmutableEnumChecker") // A lambda that keeps nothing.
        private final Function<SparkKubernetes, CompletableFuture<?>> ask;

        Question(Function<SparkKubernetes, CompletableFuture<?>> ask) {
            this.ask = ask;
        }

        private static SparkRun attached(SparkKubernetes spark) {
            return spark.attach(Scene.RUN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothing_stays_unanswered_that_is_asked_for_while_the_connection_closes(Question question) {
        Interleavings.byChance(() -> {
            SparkKubernetes spark = SparkKubernetes.over(
                    new InertCluster(), new SystemTimeSource("turns-x", "workers-x"), ConnectOptions.ambient());
            Asked asked = new Asked();

            together(() -> asked.by(question, spark), spark::close);

            Patience.until(question + " is answered", asked.answer::isDone);
        });
    }

    @ParameterizedTest
    @EnumSource
    void nothing_stays_unanswered_that_is_asked_for_once_the_connection_is_closed(Question question) {
        SparkKubernetes spark = SparkKubernetes.over(
                new InertCluster(), new SystemTimeSource("turns-x", "workers-x"), ConnectOptions.ambient());
        spark.close();
        Asked asked = new Asked();
        asked.by(question, spark);

        Patience.until(question + " is answered", asked.answer::isDone);
        must(asked.answer.isCompletedExceptionally() || question == Question.HEALTH, "there is no connection");
    }

    private static final class Asked {
        private volatile CompletableFuture<?> answer = new CompletableFuture<>();

        void by(Question question, SparkKubernetes spark) {
            try {
                answer = question.ask.apply(spark);
            } catch (IllegalStateException closed) {
                // What begins a run says so at once.
                answer = CompletableFuture.failedFuture(closed);
            }
        }
    }
}
