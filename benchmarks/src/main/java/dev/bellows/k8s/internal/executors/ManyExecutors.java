package dev.bellows.k8s.internal.executors;

import dev.bellows.k8s.internal.executors.DriverReport.Job;
import dev.bellows.k8s.internal.executors.DriverReport.Line;
import dev.bellows.k8s.internal.executors.DriverReport.Share;
import dev.bellows.k8s.internal.executors.DriverReport.Stage;
import dev.bellows.k8s.internal.executors.DriverReport.StageTry;
import dev.bellows.k8s.internal.executors.PodSight.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A thousand executors of a job that reads what five of its twenty stages wrote: a quarter of them works, a quarter holds what is needed, a
 * quarter holds what is not, a quarter has done nothing.
 */
final class ManyExecutors {
    static final int NUMBER = 1_000;

    private static final int STAGES = 20;
    private static final int NEEDED = 5;
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private ManyExecutors() {}

    /** What was read of them, ten minutes after they were seen first. */
    static Reading reading(boolean migrated) {
        DriverReport report = report(migrated);
        Map<Integer, Long> live = LiveShuffle.bytes(report);
        Sightings memory =
                Sightings.NONE.after(report, live, NOW.minusSeconds(600)).after(report, live, NOW);
        return new Reading(NOW, pods(), Optional.of(report), Optional.empty(), memory);
    }

    private static DriverReport report(boolean migrated) {
        Map<String, String> conf = new HashMap<>(Map.of(
                "spark.dynamicAllocation.enabled",
                "true",
                "spark.dynamicAllocation.minExecutors",
                "10",
                "spark.decommission.enabled",
                Boolean.toString(migrated),
                "spark.storage.decommission.enabled",
                Boolean.toString(migrated)));
        Map<Integer, Line> lines = new HashMap<>();
        for (int id = 1; id <= NUMBER; id++) {
            boolean works = id % 4 == 0;
            boolean idle = id % 4 == 3;
            lines.put(id, new Line(4, works ? 4 : 0, idle ? 0 : 100, 0, idle ? 0 : 104, 0, idle ? 0 : 1 << 30));
        }
        List<Stage> stages = new ArrayList<>();
        Map<StageTry, Map<Integer, Share>> shares = new HashMap<>();
        for (int stage = 0; stage < STAGES; stage++) {
            StageTry id = new StageTry(stage, 0);
            stages.add(stage(id, "COMPLETE", Set.of(stage), 1L << 40));
            Map<Integer, Share> written = new HashMap<>();
            for (int executor = stage < NEEDED ? 1 : 2; executor <= NUMBER; executor += 4) {
                written.put(executor, new Share(50, 1L << 30));
            }
            shares.put(id, written);
        }
        stages.add(stage(new StageTry(STAGES, 0), "ACTIVE", Set.of(STAGES), 0));
        Set<Integer> read = Set.copyOf(IntStream.range(0, NEEDED).boxed().toList());
        return new DriverReport(
                AllocationFacts.of(conf),
                lines,
                List.of(new Job(1, "RUNNING", read, 5_000, 1_000)),
                stages,
                Set.of(),
                shares,
                OptionalInt.of(NUMBER / 2),
                OptionalInt.of(NUMBER / 2),
                Optional.empty());
    }

    private static Stage stage(StageTry id, String status, Set<Integer> rdds, long written) {
        return new Stage(id, status, "collect", 200, 0, 200, 0, Optional.of(NOW), Optional.of(NOW), rdds, written);
    }

    private static List<PodSight> pods() {
        return IntStream.rangeClosed(1, NUMBER)
                .mapToObj(id -> new PodSight(
                        id,
                        "uid-" + id,
                        "exec-" + id,
                        "node",
                        false,
                        Phase.RUNNING,
                        "",
                        4,
                        8_192,
                        NOW,
                        Map.of(),
                        Map.of()))
                .toList();
    }
}
