package dev.bellows.k8s.internal.executors;

import dev.bellows.k8s.internal.control.ControlState;
import dev.bellows.k8s.internal.executors.DriverReport.Job;
import dev.bellows.k8s.internal.executors.DriverReport.Share;
import dev.bellows.k8s.internal.executors.DriverReport.Stage;
import dev.bellows.k8s.internal.executors.DriverReport.StageTry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which executors hold shuffle data that running work needs. A driver names no shuffles, but the data sets of each stage: a stage that
 * reuses an earlier one's shuffle data is skipped and has the same. Rather counts too much than too little: two shuffles of one data
 * set, and what was written twice. Pure.
 */
final class LiveShuffle {
    private LiveShuffle() {}

    /** The stages that wrote what running jobs need, or jobs of running queries: between two of its jobs a query has none that runs. */
    static List<StageTry> stages(DriverReport report) {
        Set<Integer> wanted = new HashSet<>();
        for (Job job : report.jobs()) {
            if (job.runs() || report.queryJobs().contains(job.id())) {
                wanted.addAll(job.stages());
            }
        }
        Set<Integer> rdds = new HashSet<>();
        report.stages().stream()
                .filter(stage -> wanted.contains(stage.id().stage()))
                .forEach(stage -> rdds.addAll(stage.rdds()));
        return report.stages().stream()
                .filter(stage ->
                        stage.shuffleWritten() > 0 && stage.rdds().stream().anyMatch(rdds::contains))
                .map(Stage::id)
                .toList();
    }

    /**
     * How many bytes of it each executor holds; one that holds only empty blocks of it has 0, one that holds nothing is missing. Where a
     * listener tells who holds what, only the bytes are reckoned: of what was handed on, nobody knows them.
     */
    static Map<Integer, Long> bytes(DriverReport report) {
        Map<Integer, Long> reckoned = reckoned(report);
        return report.control().map(told -> exact(told, reckoned)).orElse(reckoned);
    }

    private static Map<Integer, Long> exact(ControlState told, Map<Integer, Long> reckoned) {
        Map<Integer, Long> bytes = new HashMap<>();
        told.executors().forEach((executor, held) -> {
            if (held.isNeeded()) {
                bytes.put(executor, reckoned.getOrDefault(executor, 0L));
            }
        });
        return bytes;
    }

    private static Map<Integer, Long> reckoned(DriverReport report) {
        Map<Integer, Long> bytes = new HashMap<>();
        for (StageTry stage : stages(report)) {
            report.shares().getOrDefault(stage, Map.of()).forEach((executor, share) -> {
                if (holds(share)) {
                    bytes.merge(executor, share.shuffleWritten(), Long::sum);
                }
            });
        }
        if (forgets(report)) {
            report.executors().forEach((executor, line) -> {
                if (line.shuffleWritten() > 0) {
                    bytes.putIfAbsent(executor, 0L);
                }
            });
        }
        return bytes;
    }

    /** Whether work runs while the driver has forgotten its oldest stages: nobody can tell who holds what they wrote. */
    private static boolean forgets(DriverReport report) {
        boolean works = report.jobs().stream().anyMatch(Job::runs)
                || !report.queryJobs().isEmpty();
        long known = report.stages().stream()
                .map(stage -> stage.id().stage())
                .distinct()
                .count();
        int newest = report.stages().stream()
                .mapToInt(stage -> stage.id().stage())
                .max()
                .orElse(-1);
        return works && known <= newest;
    }

    private static boolean holds(Share share) {
        return share.shuffleWritten() > 0 || share.succeededTasks() > 0;
    }
}
