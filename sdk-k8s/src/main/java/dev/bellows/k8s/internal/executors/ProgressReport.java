package dev.bellows.k8s.internal.executors;

import dev.bellows.k8s.internal.executors.DriverReport.Job;
import dev.bellows.run.Progress;
import java.util.Comparator;
import java.util.List;

/** How far a driver's work is, from what it says. Pure. */
final class ProgressReport {
    private ProgressReport() {}

    static Progress of(DriverReport report) {
        List<Job> running = report.jobs().stream().filter(Job::runs).toList();
        return new Progress(
                running.size(),
                count(report, "SUCCEEDED"),
                count(report, "FAILED"),
                running.stream().mapToLong(Job::tasks).sum(),
                running.stream()
                        .mapToLong(job -> Math.min(job.tasks(), job.tasksDone()))
                        .sum(),
                report.stages().stream()
                        .filter(stage -> stage.status().equals("ACTIVE"))
                        .map(ProgressReport::stage)
                        .sorted(Comparator.comparingInt(Progress.Stage::id).thenComparingInt(Progress.Stage::attempt))
                        .toList());
    }

    private static int count(DriverReport report, String status) {
        return (int) report.jobs().stream()
                .filter(job -> job.status().equals(status))
                .count();
    }

    private static Progress.Stage stage(DriverReport.Stage stage) {
        return new Progress.Stage(
                stage.id().stage(),
                stage.id().attempt(),
                stage.name(),
                stage.tasks(),
                stage.active(),
                stage.done(),
                stage.failed());
    }
}
