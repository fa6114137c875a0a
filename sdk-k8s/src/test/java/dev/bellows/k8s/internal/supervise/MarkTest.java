package dev.bellows.k8s.internal.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bellows.run.AttemptPhase;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MarkTest {
    static Stream<Arguments> pods() {
        return Stream.of(
                arguments(Facts.unscheduled(), Mark.UNSCHEDULED),
                arguments(Facts.preparing(), Mark.PREPARING),
                arguments(Facts.waiting("ErrImagePull"), Mark.PREPARING),
                arguments(Facts.waiting("ImagePullBackOff"), Mark.PREPARING),
                arguments(Facts.waiting("InvalidImageName"), Mark.STUCK),
                arguments(Facts.waiting("ErrImageNeverPull"), Mark.STUCK),
                arguments(Facts.waiting("CreateContainerConfigError"), Mark.STUCK),
                arguments(Facts.waiting("CreateContainerError"), Mark.STUCK),
                arguments(Facts.waiting("RunContainerError"), Mark.STUCK),
                arguments(Facts.running(), Mark.RUNNING),
                arguments(Facts.exited(0, "Completed", ""), Mark.EXITED_ZERO),
                arguments(Facts.exited(1, "Error", ""), Mark.EXITED),
                arguments(Facts.failed("Evicted"), Mark.EXITED),
                arguments(Facts.pod(Facts.UID, "Succeeded", "node-1", "", ContainerFacts.UNKNOWN), Mark.EXITED),
                // A side container failed; Spark's runs on.
                arguments(
                        Facts.pod(
                                Facts.UID,
                                "Running",
                                "node-1",
                                "",
                                Facts.running().container()),
                        Mark.RUNNING),
                // A side container runs on; Spark's has ended.
                arguments(
                        Facts.pod(
                                Facts.UID,
                                "Running",
                                "node-1",
                                "",
                                Facts.exited(0, "Completed", "").container()),
                        Mark.EXITED_ZERO));
    }

    @ParameterizedTest
    @MethodSource("pods")
    void a_pod_is_judged_by_its_spark_container(PodFacts pod, Mark mark) {
        assertThat(Mark.of(pod)).isEqualTo(mark);
    }

    @Test
    void only_what_an_attempt_has_left_behind_is_old_news() {
        for (AttemptPhase phase : AttemptPhase.values()) {
            for (Mark mark : Mark.values()) {
                if (mark.isBehind(phase)) {
                    assertThat(Transitions.next(phase, mark))
                            .as("%s in %s", mark, phase)
                            .isEmpty();
                }
            }
        }
        assertThat(Mark.UNSCHEDULED.isBehind(AttemptPhase.PENDING)).isFalse();
        assertThat(Mark.UNSCHEDULED.isBehind(AttemptPhase.STARTING)).isTrue();
        assertThat(Mark.PREPARING.isBehind(AttemptPhase.STARTING)).isFalse();
        assertThat(Mark.PREPARING.isBehind(AttemptPhase.RUNNING)).isTrue();
    }
}
